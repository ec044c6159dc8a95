package dev.wardstream.cli.evaluate.figures;

import dev.wardstream.clinical.rules.Severity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What one rule set amounts to over a cohort.
 *
 * @param groups the whole set first, then the families by name; within each the lowest severity
 *     first
 * @param exact alerts and time in alarm by family and exact severity, in the same order
 */
public record Figures(List<GroupFigures> groups, List<Exact> exact) {
  public Figures {
    groups = List.copyOf(groups);
    exact = List.copyOf(exact);
  }

  /**
   * Alerts that became exactly this severe.
   *
   * @param alarmMinutesPerDay time at exactly this severity, per patient-day
   */
  public record Exact(
      String family, Severity severity, long alerts, double perDay, double alarmMinutesPerDay) {}

  /**
   * Counts.
   *
   * @param families the families of the rule set with their severities; what never alerted is shown
   *     as such
   * @param before how long before the outcome an alert is a warning; null where there is no outcome
   */
  public static Figures of(
      List<Case> cases,
      Map<String, ? extends Collection<Severity>> families,
      @Nullable Duration before) {
    var seen = new TreeMap<String, TreeSet<Severity>>();
    families.forEach((family, levels) -> seen.put(family, new TreeSet<>(levels)));
    for (Case one : cases) {
      for (Alert alert : one.chart().alerts()) {
        seen.computeIfAbsent(alert.family(), _ -> new TreeSet<>()).add(alert.severity());
      }
    }
    var every = new TreeSet<Severity>();
    seen.values().forEach(every::addAll);
    var groups = new ArrayList<GroupFigures>();
    every.forEach(level -> groups.add(group(new Group(Group.ALL, level), cases, before)));
    seen.forEach((family, levels) ->
        levels.forEach(level -> groups.add(group(new Group(family, level), cases, before))));
    return new Figures(groups, exact(seen, cases));
  }

  private static GroupFigures group(Group group, List<Case> cases, @Nullable Duration before) {
    return new GroupFigures(
        group, Burden.of(group, cases), before == null ? null : Warning.of(group, cases, before));
  }

  private static List<Exact> exact(Map<String, TreeSet<Severity>> seen, List<Case> cases) {
    var watched = cases.stream().mapToLong(Case::watchedMillis).sum();
    var exact = new ArrayList<Exact>();
    seen.forEach((family, levels) -> {
      for (Severity level : levels) {
        var alerts = 0L;
        var millis = 0L;
        for (Case one : cases) {
          for (Alert alert : one.chart().alerts()) {
            alerts += alert.severity() == level && alert.family().equals(family) ? 1 : 0;
          }
          for (Stretch stretch : one.chart().stretches()) {
            if (stretch.severity() == level && stretch.family().equals(family)) {
              millis += one.watchedWithin(stretch.from(), stretch.to());
            }
          }
        }
        exact.add(
            new Exact(
                family,
                level,
                alerts,
                Burden.perDay(alerts, watched),
                millis / (double) watched * Duration.ofDays(1).toMinutes()));
      }
    });
    return exact;
  }
}
