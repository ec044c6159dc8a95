package dev.wardstream.cli.evaluate.report;

import dev.wardstream.cli.evaluate.figures.Differences;
import dev.wardstream.cli.evaluate.figures.Differences.Difference;
import dev.wardstream.cli.evaluate.figures.Episode;
import dev.wardstream.cli.evaluate.figures.GroupFigures;
import dev.wardstream.cli.evaluate.figures.Verdict;
import dev.wardstream.cli.evaluate.figures.Warning;
import dev.wardstream.clinical.vitals.Vital;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The tables of a report, the same for text and page. */
final class Grids {
  private final Report report;

  Grids(Report report) {
    this.report = report;
  }

  private String titled(String title, Side side) {
    return report.sides().size() == 1 ? title : title + ", " + side.letter() + ": " + side.rules();
  }

  Grid burden(Side side) {
    var rows = new ArrayList<List<String>>();
    for (GroupFigures group : side.figures().groups()) {
      if (!side.shows(group)) {
        continue;
      }
      var burden = group.burden();
      rows.add(
          List.of(
              Say.family(group.group()),
              Say.from(group.group()),
              Say.count(burden.alerts()),
              Say.number(burden.perDay()),
              Say.number(burden.medianPerDay()),
              Say.number(burden.p90PerDay()),
              Say.count(burden.never()),
              Say.number(burden.alarmMinutesPerDay()),
              Say.percent(burden.alarmShare())));
    }
    var noun = report.ground().about().noun();
    return new Grid(
        titled("Burden", side),
        "Alerts are raised or escalated and annunciated. Median and 90th percentile are of the"
            + " alerts per day of each one of the "
            + noun
            + ". In alarm: minutes per patient-day, and share of the watched time.",
        2,
        List.of(
            "family",
            "severity",
            "alerts",
            "per patient-day",
            "median",
            "p90",
            "never alerted",
            "in alarm, min/day",
            "share"),
        rows);
  }

  Grid exact(Side side) {
    var rows = new ArrayList<List<String>>();
    for (var exact : side.figures().exact()) {
      if (!side.shows(exact)) {
        continue;
      }
      rows.add(
          List.of(
              exact.family(),
              exact.severity().name(),
              Say.count(exact.alerts()),
              Say.number(exact.perDay()),
              Say.number(exact.alarmMinutesPerDay())));
    }
    return new Grid(
        titled("By family and severity", side),
        "Here each alert counts only at the severity it was raised or escalated to.",
        2,
        List.of("family", "severity", "alerts", "per patient-day", "in alarm, min/day"),
        rows);
  }

  Grid warning(Side side) {
    var rows = new ArrayList<List<String>>();
    for (GroupFigures group : side.figures().groups()) {
      if (group.warning() != null && side.shows(group)) {
        rows.add(warning(group, group.warning()));
      }
    }
    var about = report.ground().about();
    return new Grid(
        titled("Warning before " + about.outcome(), side),
        "Sensitivity: %s with at least one alert in the %s before. In alarm: at some time in that window, be it since before. False: alerts per patient-day outside the windows, and of these the %s without and with the outcome. Predictive value: of an alert, and of being alerted at all. Intervals: Wilson, 95 %%. Ahead: median from the first alert in the window."
            .formatted(about.noun(), Say.duration(report.ground().before()), about.noun()),
        2,
        List.of(
            "family",
            "severity",
            "warned",
            "sensitivity",
            "in alarm",
            "false per day",
            "without",
            "with",
            "predictive value, alert",
            "predictive value, " + about.noun(),
            "ahead"),
        rows);
  }

  private static List<String> warning(GroupFigures group, Warning warning) {
    return List.of(
        Say.family(group.group()),
        Say.from(group.group()),
        Say.of(warning.sensitivity()),
        Say.share(warning.sensitivity()),
        Say.percent(warning.inAlarm().share()),
        Say.number(warning.falsePerDay()),
        Say.number(warning.falsePerDayWithout()),
        Say.number(warning.falsePerDayWith()),
        Say.share(warning.ofAlerts()),
        Say.share(warning.ofStays()),
        Say.duration(warning.medianAhead()));
  }

  Grid notAssessable(Side side) {
    var rows =
        side.notAssessable().stream()
            .map(each -> List.of(each.family(), each.severity().name(), each.why()))
            .toList();
    return new Grid(
        titled("Not assessable", side),
        "These levels ran as well, but what they say here says nothing about them: where no alert"
            + " is possible, none is no finding.",
        3,
        List.of("family", "severity", "why"),
        rows);
  }

  Grid values() {
    var byVital = new TreeMap<Vital, Map<String, Long>>();
    var fates = new TreeSet<String>();
    report
        .totals()
        .verdicts()
        .forEach((Verdict verdict, Long count) -> {
          byVital
              .computeIfAbsent(verdict.vital(), _ -> new TreeMap<>())
              .merge(verdict.disposition(), count, Long::sum);
          fates.add(verdict.disposition());
        });
    var header = new ArrayList<>(List.of("vital", "median gap", "sent"));
    fates.forEach(fate -> header.add(fate.toLowerCase(Locale.ROOT)));
    var rows = new ArrayList<List<String>>();
    byVital.forEach((vital, counts) -> {
      var row =
          new ArrayList<>(List.of(vital.name(), Say.duration(report.ground().gaps().get(vital))));
      row.add(Say.count(counts.values().stream().mapToLong(Long::longValue).sum()));
      fates.forEach(fate -> row.add(Say.count(counts.getOrDefault(fate, 0L))));
      rows.add(row);
    });
    return new Grid(
        "Values and what the engine made of them",
        "Sent on as they stand in the file. Artefact: impossible, hence no value. Conflict: a"
            + " second value of the same instant, the first holds.",
        1,
        header,
        rows);
  }

  Grid differenceCounts(Differences differences) {
    var rows = new ArrayList<List<String>>();
    differences.counts().forEach((kind, count) -> rows.add(List.of(kind.text(), Say.count(count))));
    return new Grid(
        "Differences, alert by alert",
        "An alert lasts from raised to cleared here. One of A and one of B are the same alert when"
            + " the family is the same and both are in alarm at the same time.",
        1,
        List.of("alerts", "count"),
        rows);
  }

  Grid differences(Differences differences, int limit) {
    var shown = differences.all().stream().limit(limit).map(this::row).toList();
    return new Grid(
        "The first %,d of %,d differences".formatted(shown.size(), differences.total()),
        "In the order of the cohort, then of time.",
        5,
        List.of("who", "family", "what", "A", "B"),
        shown);
  }

  private List<String> row(Difference difference) {
    return List.of(
        difference.stay(),
        difference.family(),
        difference.kind().text(),
        episode(difference.a()),
        episode(difference.b()));
  }

  private String episode(@Nullable Episode episode) {
    return episode == null
        ? ""
        : "%s, %s".formatted(report.time(episode.from()), episode.highest());
  }
}
