package dev.wardstream.cli.evaluate.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What stands above the tables. */
final class Prose {
  private Prose() {}

  static List<String> head(Report report) {
    var ground = report.ground();
    var totals = report.totals();
    var lines = new ArrayList<String>();
    lines.add(
        "%s: %s %s, %s patient-days, %s values"
            .formatted(
                ground.about().name(),
                Say.count(totals.stays()),
                ground.about().noun(),
                Say.number(totals.days()),
                Say.count(totals.verdicts().values().stream().mapToLong(Long::longValue).sum())));
    for (Side side : report.sides()) {
      lines.add("Rules %s: %s; %s".formatted(side.letter(), side.title(), side.assessable()));
    }
    if (ground.before() != null) {
      lines.add(
          "Outcome: %s. %s %s had it and were watched in the %s before, %s were not watched then, %s had it from the start, %s did not have it."
              .formatted(
                  ground.about().outcome(),
                  Say.count(totals.judged()),
                  ground.about().noun(),
                  Say.duration(ground.before()),
                  Say.count(totals.unwatched()),
                  Say.count(totals.fromTheStart()),
                  Say.count(totals.without())));
    }
    lines.add(
        (ground.families().isEmpty()
                ? "All families"
                : "Families " + String.join(", ", ground.families()))
            + (ground.technical() ? ", technical ones included." : ", technical ones left out."));
    return lines;
  }

  /** What the reader met. */
  static String read(Report report) {
    return report.ground().counts().entrySet().stream()
        .map(count -> Say.count(count.getValue()) + " " + count.getKey())
        .collect(Collectors.joining("; ", "Read: ", "."));
  }
}
