package dev.wardstream.cli.evaluate.figures;

import dev.wardstream.cli.evaluate.cohort.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a group is worth: how many of those with the outcome it called for in time, and how often it
 * called for nothing. Stays that had the outcome from the start are in none of these figures.
 *
 * @param sensitivity of the stays with the outcome that were watched in the window: those with at
 *     least one alert in it
 * @param inAlarm of the same: those in alarm at some time in the window, be it since long before
 * @param falsePerDay false alerts per patient-day outside the windows, all stays together
 * @param falsePerDayWithout the same, only stays without the outcome
 * @param falsePerDayWith the same, only stays with the outcome, before their window
 * @param ofAlerts positive predictive value of an alert: of all true and false ones, the true
 * @param ofStays positive predictive value of a stay's being alerted: of the stays with an alert
 *     before any outcome, those with one in the window
 * @param medianAhead median time from the first alert in the window to the outcome; null without
 *     any
 */
public record Warning(
    Proportion sensitivity,
    Proportion inAlarm,
    double falsePerDay,
    double falsePerDayWithout,
    double falsePerDayWith,
    Proportion ofAlerts,
    Proportion ofStays,
    @Nullable Duration medianAhead) {

  static Warning of(Group group, List<Case> cases, Duration before) {
    var sum = new Sum(group);
    for (Case one : cases) {
      if (!(one.outcome() instanceof Outcome.FromTheStart)) {
        sum.add(one, Window.of(one.outcome(), before));
      }
    }
    return sum.total();
  }

  /** Whether a stay has the outcome and was watched in its window. */
  static boolean judged(Case one, Duration before) {
    var window = Window.of(one.outcome(), before);
    return !window.none() && one.watchedWithin(window.from(), window.to()) > 0;
  }

  /** One group, stay by stay. */
  private static final class Sum {
    private final Group group;
    private final List<Double> ahead = new ArrayList<>();
    private long judged;
    private long warned;
    private long inAlarm;
    private long alerted;
    private long trueAlerts;
    private final long[] falseAlerts = new long[2];
    private final long[] falseMillis = new long[2];

    Sum(Group group) {
      this.group = group;
    }

    void add(Case one, Window window) {
      var kind = window.none() ? 0 : 1;
      var falseBefore = falseAlerts[kind];
      var first = Long.MAX_VALUE;
      for (Alert alert : one.chart().alerts()) {
        if (group.has(alert) && window.covers(alert.at())) {
          trueAlerts++;
          first = Math.min(first, alert.at());
        } else if (group.has(alert) && alert.at() < window.from()) {
          falseAlerts[kind]++;
        }
      }
      falseMillis[kind] += one.watchedWithin(Long.MIN_VALUE, window.from());
      var hit = first < Long.MAX_VALUE;
      alerted += hit || falseAlerts[kind] > falseBefore ? 1 : 0;
      if (window.none() || one.watchedWithin(window.from(), window.to()) == 0) {
        return;
      }
      judged++;
      inAlarm +=
          one.chart().stretches().stream().anyMatch(s -> group.has(s) && window.meets(s)) ? 1 : 0;
      if (hit) {
        warned++;
        ahead.add((double) (window.to() - first));
      }
    }

    Warning total() {
      ahead.sort(Comparator.naturalOrder());
      var together = falseAlerts[0] + falseAlerts[1];
      return new Warning(
          new Proportion(warned, judged),
          new Proportion(inAlarm, judged),
          Burden.perDay(together, falseMillis[0] + falseMillis[1]),
          Burden.perDay(falseAlerts[0], falseMillis[0]),
          Burden.perDay(falseAlerts[1], falseMillis[1]),
          new Proportion(trueAlerts, trueAlerts + together),
          new Proportion(warned, alerted),
          ahead.isEmpty() ? null : Duration.ofMillis((long) Burden.quantile(ahead, 0.5)));
    }
  }
}
