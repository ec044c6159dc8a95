package dev.wardstream.cli.evaluate.figures;

import static dev.wardstream.clinical.rules.Severity.HIGH;
import static dev.wardstream.clinical.rules.Severity.MEDIUM;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.wardstream.cli.evaluate.cohort.Outcome;
import dev.wardstream.cli.evaluate.cohort.Span;
import dev.wardstream.clinical.rules.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FiguresTest {
  private static final Duration SIX_HOURS = Duration.ofHours(6);

  private static long h(double hour) {
    return Math.round(hour * 3_600_000);
  }

  private static Outcome at(double hour) {
    return new Outcome.At(Instant.ofEpochMilli(h(hour)));
  }

  private static Case of(
      String id, double hours, Outcome outcome, List<Alert> alerts, List<Stretch> stretches) {
    return new Case(
        id, List.of(new Span(0, h(hours))), outcome, new Chart(alerts, stretches, Map.of()));
  }

  private static GroupFigures group(Figures figures, String family, Severity atLeast) {
    return figures.groups().stream()
        .filter(each -> each.group().equals(new Group(family, atLeast)))
        .findFirst()
        .orElseThrow();
  }

  private static Alert alert(double hour, String family, Severity severity) {
    return new Alert(h(hour), family, severity);
  }

  private static Stretch stretch(String family, Severity severity, double from, double to) {
    return new Stretch(family, severity, h(from), h(to));
  }

  @Test
  void burdenByHand() {
    var busy =
        of(
            "busy",
            24,
            Outcome.NONE,
            List.of(alert(1, "F", MEDIUM), alert(2, "F", HIGH), alert(2.5, "G", MEDIUM)),
            List.of(
                stretch("F", MEDIUM, 1, 2),
                stretch("F", HIGH, 2, 3),
                stretch("G", MEDIUM, 2.5, 4)));
    var calm = of("calm", 12, Outcome.NONE, List.of(), List.of());
    var brief = of("brief", 12, Outcome.NONE, List.of(alert(11, "F", HIGH)), List.of());
    var figures = Figures.of(List.of(busy, calm, brief), Map.of(), null);

    var all = group(figures, Group.ALL, MEDIUM).burden();
    assertThat(all.alerts()).isEqualTo(4);
    assertThat(all.perDay()).isEqualTo(2); // 4 in 48 h
    assertThat(all.alerted()).isEqualTo(2);
    assertThat(all.never()).isEqualTo(1);
    assertThat(all.medianPerDay()).isEqualTo(2); // of 0, 2, 3
    assertThat(all.p90PerDay()).isEqualTo(3);
    assertThat(all.alarmShare()).isEqualTo(3.0 / 48); // 1 to 4, the overlap once
    assertThat(all.alarmMinutesPerDay()).isCloseTo(90, within(1e-9));

    var high = group(figures, "F", HIGH).burden();
    assertThat(high.alerts()).isEqualTo(2);
    assertThat(high.perDay()).isEqualTo(1);
    assertThat(high.medianPerDay()).isEqualTo(1); // of 0, 1, 2
    assertThat(high.alarmShare()).isEqualTo(1.0 / 48);
    assertThat(group(figures, "F", MEDIUM).burden().alarmShare()).isEqualTo(2.0 / 48);
    assertThat(group(figures, "G", MEDIUM).burden().never()).isEqualTo(2);
    assertThat(group(figures, "F", HIGH).warning()).isNull();
    assertThat(figures.exact())
        .containsExactly(
            new Figures.Exact("F", MEDIUM, 1, 0.5, 30),
            new Figures.Exact("F", HIGH, 2, 1, 30),
            new Figures.Exact("G", MEDIUM, 1, 0.5, 45));
  }

  @Test
  void whatNobodyWatchedIsNotTimeInAlarm() {
    var gap =
        new Case(
            "gap",
            List.of(new Span(0, h(6)), new Span(h(18), h(24))),
            Outcome.NONE,
            new Chart(
                List.of(alert(3, "F", HIGH)),
                List.of(new Stretch("F", HIGH, h(3), Stretch.OPEN)),
                Map.of()));
    var burden = group(Figures.of(List.of(gap), Map.of(), null), "F", HIGH).burden();
    assertThat(burden.perDay()).isEqualTo(2); // one in 12 h
    assertThat(burden.alarmShare()).isEqualTo(9.0 / 12);
  }

  /** The outcome at hour 20, the window from 14 on. */
  private static List<Case> fiveStays() {
    var warned =
        of(
            "warned",
            24,
            at(20),
            List.of(
                alert(2, "F", MEDIUM), // false
                alert(14, "F", MEDIUM), // true: the window has its first instant
                alert(16, "F", HIGH), // true
                alert(20, "F", HIGH)), // neither: it has happened
            List.of(stretch("F", MEDIUM, 14, 16), stretch("F", HIGH, 16, 17)));
    var missed =
        of(
            "missed",
            24,
            at(20),
            List.of(alert(13.9, "F", MEDIUM)), // false
            List.of(stretch("F", MEDIUM, 13.9, 14.5))); // yet in alarm
    var healthy =
        of(
            "healthy",
            10,
            Outcome.NONE,
            List.of(alert(1, "F", MEDIUM), alert(2, "F", MEDIUM)),
            List.of());
    var tooLate =
        of("too late", 24, Outcome.FROM_THE_START, List.of(alert(1, "F", HIGH)), List.of());
    var gone = of("gone", 10, at(20), List.of(alert(3, "F", MEDIUM)), List.of());
    return List.of(warned, missed, healthy, tooLate, gone);
  }

  @Test
  void warningByHand() {
    var cases = fiveStays();
    var warning =
        requireNonNull(group(Figures.of(cases, Map.of(), SIX_HOURS), "F", MEDIUM).warning());

    assertThat(warning.sensitivity()).isEqualTo(new Proportion(1, 2));
    assertThat(warning.inAlarm()).isEqualTo(new Proportion(2, 2));
    assertThat(warning.falsePerDayWithout()).isCloseTo(2 * 24 / 10.0, within(1e-9));
    assertThat(warning.falsePerDayWith()).isCloseTo(3 * 24 / 38.0, within(1e-9)); // 14 + 14 + 10 h
    assertThat(warning.falsePerDay()).isCloseTo(5 * 24 / 48.0, within(1e-9));
    assertThat(warning.ofAlerts()).isEqualTo(new Proportion(2, 7));
    assertThat(warning.ofStays()).isEqualTo(new Proportion(1, 4));
    assertThat(warning.medianAhead()).isEqualTo(Duration.ofHours(6));
  }

  @Test
  void staysAreCountedByTheirOutcome() {
    var totals = Totals.of(fiveStays(), SIX_HOURS);
    assertThat(totals.judged()).isEqualTo(2);
    assertThat(totals.unwatched()).isEqualTo(1);
    assertThat(totals.fromTheStart()).isEqualTo(1);
    assertThat(totals.without()).isEqualTo(1);
    assertThat(totals.days()).isCloseTo(92 / 24.0, within(1e-9));
  }

  @Test
  void anAlarmThatEndsWhereTheWindowBeginsIsNotInIt() {
    var before = of("x", 24, at(20), List.of(), List.of(stretch("F", HIGH, 12, 14)));
    var after = of("y", 24, at(20), List.of(), List.of(stretch("F", HIGH, 20, 21)));
    var levels = Map.of("F", Set.of(HIGH));
    var warning =
        requireNonNull(
            group(Figures.of(List.of(before, after), levels, SIX_HOURS), "F", HIGH).warning());
    assertThat(warning.inAlarm()).isEqualTo(new Proportion(0, 2));
    assertThat(warning.ofAlerts().known()).isFalse();
    assertThat(warning.medianAhead()).isNull();
    assertThat(warning.falsePerDay()).isZero();
  }

  @Test
  void familiesThatNeverAlertedAreShownAsSuch() {
    var figures =
        Figures.of(
            List.of(of("x", 24, Outcome.NONE, List.of(), List.of())),
            Map.of("B", Set.of(HIGH), "A", Set.of(HIGH, MEDIUM)),
            null);
    assertThat(figures.groups())
        .extracting(GroupFigures::group)
        .containsExactly(
            new Group(Group.ALL, MEDIUM),
            new Group(Group.ALL, HIGH),
            new Group("A", MEDIUM),
            new Group("A", HIGH),
            new Group("B", HIGH));
    assertThat(figures.groups()).allSatisfy(each -> assertThat(each.burden().never()).isEqualTo(1));
  }
}
