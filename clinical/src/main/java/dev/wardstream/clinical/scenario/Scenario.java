package dev.wardstream.clinical.scenario;

import dev.wardstream.clinical.alerts.AlertEventType;
import dev.wardstream.clinical.engine.Action;
import dev.wardstream.clinical.engine.Disposition;
import dev.wardstream.clinical.engine.Engine;
import dev.wardstream.clinical.rules.RuleSet;
import dev.wardstream.clinical.rules.Severity;
import dev.wardstream.clinical.vitals.Association;
import dev.wardstream.clinical.vitals.Vital;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A timeline and the whole list of events it must lead to.
 *
 * @param readings in order of arrival, ties in the order they are taken
 * @param actions in order of time; an action runs after the readings of its instant
 * @param setting what differs from the ordinary
 * @param expected every event of the compared families in order, and how many readings come to the
 *     dispositions named
 */
public record Scenario(
    String id,
    String title,
    List<Measured> readings,
    List<Acted> actions,
    Setting setting,
    Outcome expected) {

  public Scenario {
    readings = readings.stream().sorted(Comparator.comparing(Measured::arrival)).toList();
    actions = actions.stream().sorted(Comparator.comparing(Acted::at)).toList();
  }

  /**
   * A reading.
   *
   * @param id two readings with the same id are repeats; null means unlike any other
   */
  public record Measured(
      Instant arrival,
      Instant event,
      Vital vital,
      String value,
      @Nullable String unit,
      @Nullable String id) {}

  /** What a person did about the open alert of a family. */
  public record Acted(Instant at, Action.Kind kind, String family) {}

  /**
   * What differs from the ordinary.
   *
   * @param only families to compare; empty means {@link ScenarioRunner#USUAL}, all that a timeline
   *     of single readings is usually about
   * @param silence replaces S of the vitals named
   * @param associations of the one device; empty means one patient of whom no association is known
   * @param continuous vitals whose samples come as a stream to the scores
   * @param tiers the next recipient group is called
   * @param end instant up to which timers fire; null means the last reading or action
   */
  public record Setting(
      Set<String> only,
      Map<Vital, Duration> silence,
      List<Association> associations,
      Set<Vital> continuous,
      boolean tiers,
      @Nullable Instant end) {
    /** Nothing differs. */
    public static final Setting ORDINARY =
        new Setting(Set.of(), Map.of(), List.of(), Set.of(), false, null);
  }

  /**
   * What a timeline leads to.
   *
   * @param dispositions how many readings came to each
   */
  public record Outcome(List<Told> events, Map<Disposition, Integer> dispositions) {}

  /**
   * An event, as far as it is compared.
   *
   * @param family with {@code patient/} in front when there are several patients
   * @param notes latched, retrospective, annunciated, tier=n, occurrence=n, total=n, min=n
   */
  public record Told(
      Instant emittedAt,
      AlertEventType type,
      String family,
      Severity level,
      Instant eventTime,
      Set<String> notes) {
    @Override
    public String toString() {
      return "%s %s %s %s eventTime %s %s"
          .formatted(emittedAt, type, family, level, eventTime, new TreeSet<>(notes));
    }
  }

  /** Families it is about that the rules do not have: it cannot be run by them. */
  public Set<String> unknownFamilies(RuleSet rules) {
    Set<String> unknown = new TreeSet<>(setting.only());
    Stream.concat(expected.events().stream().map(Told::family), actions.stream().map(Acted::family))
        .map(family -> family.substring(family.indexOf('/') + 1))
        .forEach(unknown::add);
    unknown.removeAll(new Engine(rules).families());
    return unknown;
  }
}
