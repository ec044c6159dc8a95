package dev.wardstream.cli.evaluate.figures;

import dev.wardstream.cli.evaluate.cohort.Span;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What a group costs those who answer.
 *
 * @param alerts how many there were
 * @param perDay alerts per patient-day
 * @param alerted stays with at least one
 * @param never stays with none
 * @param medianPerDay of the stays' own alerts per day
 * @param p90PerDay likewise, the ninth decile
 * @param alarmShare share of the watched time in which at least one family was in alarm
 */
public record Burden(
    long alerts,
    double perDay,
    long alerted,
    long never,
    double medianPerDay,
    double p90PerDay,
    double alarmShare) {
  private static final double DAY_MILLIS = Duration.ofDays(1).toMillis();

  /** Minutes in alarm per patient-day. */
  public double alarmMinutesPerDay() {
    return alarmShare * Duration.ofDays(1).toMinutes();
  }

  static Burden of(Group group, List<Case> cases) {
    var alerts = 0L;
    var alerted = 0L;
    var watched = 0L;
    var alarm = 0L;
    var rates = new ArrayList<Double>();
    for (Case one : cases) {
      var count = one.chart().alerts().stream().filter(group::has).count();
      alerts += count;
      alerted += count > 0 ? 1 : 0;
      var millis = one.watchedMillis();
      watched += millis;
      alarm += alarmMillis(group, one);
      if (millis > 0) {
        rates.add(perDay(count, millis));
      }
    }
    rates.sort(Comparator.naturalOrder());
    return new Burden(
        alerts,
        perDay(alerts, watched),
        alerted,
        cases.size() - alerted,
        quantile(rates, 0.5),
        quantile(rates, 0.9),
        (double) alarm / watched);
  }

  /** NaN where nothing was watched. */
  static double perDay(long count, long millis) {
    return millis == 0 ? Double.NaN : count * DAY_MILLIS / millis;
  }

  /** Watched time in which any family of the group was in alarm; what overlaps counts once. */
  private static long alarmMillis(Group group, Case one) {
    var stretches =
        one.chart().stretches().stream()
            .filter(group::has)
            .sorted(Comparator.comparingLong(Stretch::from))
            .toList();
    var millis = 0L;
    var done = Long.MIN_VALUE;
    for (Stretch stretch : stretches) {
      var from = Math.max(done, stretch.from());
      for (Span span : one.watched()) {
        millis += span.within(from, Math.max(from, stretch.to()));
      }
      done = Math.max(done, stretch.to());
    }
    return millis;
  }

  /** Nearest rank: the smallest value that this share of all does not exceed; NaN of none. */
  static double quantile(List<Double> sorted, double share) {
    if (sorted.isEmpty()) {
      return Double.NaN;
    }
    var rank = (int) Math.ceil(share * sorted.size());
    return sorted.get(Math.max(0, rank - 1));
  }
}
