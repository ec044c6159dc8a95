package dev.wardstream.cli.timelines;

import dev.wardstream.clinical.scenario.Scenario.Told;
import dev.wardstream.desk.timelines.Difference.Line;
import dev.wardstream.desk.timelines.Difference.Where;
import dev.wardstream.desk.timelines.Notes;
import dev.wardstream.desk.timelines.Seconds;
import dev.wardstream.desk.timelines.Verdict;
import dev.wardstream.desk.timelines.Verdict.Kind;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.Ansi.Style;

/** A line per timeline, the difference of each that failed, and a sum. One thread. */
public final class Report {
  /** Equal events shown before and after a different one. */
  private static final int CONTEXT = 3;

  private static final String INDENT = "        ";
  private static final List<String> COLUMNS =
      List.of("emitted", "event", "family", "level", "eventTime", "note");

  private final PrintWriter out;
  private final Ansi ansi;
  private final Map<Kind, Integer> counts = new EnumMap<>(Kind.class);

  public Report(PrintWriter out, Ansi ansi) {
    this.out = out;
    this.ansi = ansi;
  }

  /** Says which file the next verdicts are of. */
  public void file(String name) {
    out.println(name);
  }

  /** One timeline. */
  public void add(Verdict verdict) {
    counts.merge(verdict.kind(), 1, Integer::sum);
    var name = "  %s  %s".formatted(verdict.scenario().id(), verdict.scenario().title());
    switch (verdict.kind()) {
      case PASSED -> out.println(painted("ok    ", Style.fg_green) + name);
      case NOT_JUDGED -> {
        var events = verdict.actual().size();
        out.println("no expectation  %s (%d events)".formatted(name.strip(), events));
      }
      case FAILED -> {
        out.println(painted("FAILED", Style.fg_red, Style.bold) + name);
        verdict.remarks().forEach(remark -> out.println(INDENT + remark));
        difference(verdict.lines());
      }
    }
    out.flush();
  }

  /** The sum; true when nothing failed. */
  public boolean end(Duration took) {
    var failed = counts.getOrDefault(Kind.FAILED, 0);
    var notJudged = counts.getOrDefault(Kind.NOT_JUDGED, 0);
    out.println(
        String.format(
            Locale.ROOT,
            "%,d scenarios, %,d passed, %s%s in %.2f s",
            counts.values().stream().mapToInt(Integer::intValue).sum(),
            counts.getOrDefault(Kind.PASSED, 0),
            failed == 0 ? "0 failed" : painted("%,d failed".formatted(failed), Style.fg_red),
            notJudged == 0 ? "" : ", %,d without expectation".formatted(notJudged),
            took.toMillis() / 1000.0));
    out.flush();
    return failed == 0;
  }

  private void difference(List<Line> lines) {
    if (lines.stream().allMatch(line -> line.where() == Where.BOTH)) {
      return;
    }
    out.println(INDENT + painted("- expected", Style.fg_red) + "   " + actual());
    var rows = lines.stream().map(line -> cells(line.event())).toList();
    var widths = widths(rows);
    out.println(INDENT + "  " + joined(COLUMNS, widths));
    var hidden = 0;
    for (int i = 0; i < lines.size(); i++) {
      if (!nearDifference(lines, i)) {
        hidden++;
        continue;
      }
      hidden = gap(hidden);
      var line = lines.get(i);
      out.println(INDENT + painted(line.where(), joined(rows.get(i), widths)));
    }
    gap(hidden);
  }

  private String actual() {
    return painted("+ actual", Style.fg_green) + "   (seconds)";
  }

  private int gap(int hidden) {
    if (hidden > 0) {
      out.println(INDENT + "  … %,d as expected".formatted(hidden));
    }
    return 0;
  }

  private static boolean nearDifference(List<Line> lines, int index) {
    var from = Math.max(0, index - CONTEXT);
    var to = Math.min(lines.size(), index + CONTEXT + 1);
    return lines.subList(from, to).stream().anyMatch(line -> line.where() != Where.BOTH);
  }

  private static List<String> cells(Told event) {
    return List.of(
        Seconds.of(event.emittedAt()).toPlainString(),
        event.type().name(),
        event.family(),
        event.level().name(),
        Seconds.of(event.eventTime()).toPlainString(),
        Notes.joined(event.notes()));
  }

  private static List<Integer> widths(List<List<String>> rows) {
    var widths = new ArrayList<Integer>();
    for (int column = 0; column < COLUMNS.size(); column++) {
      var width = COLUMNS.get(column).length();
      for (var row : rows) {
        width = Math.max(width, row.get(column).length());
      }
      widths.add(width);
    }
    return widths;
  }

  private static String joined(List<String> cells, List<Integer> widths) {
    var line = new StringBuilder();
    for (int column = 0; column < cells.size(); column++) {
      var cell = cells.get(column);
      line.append(cell).append(" ".repeat(widths.get(column) - cell.length() + 2));
    }
    return line.toString().stripTrailing();
  }

  private String painted(Where where, String text) {
    var signed = where.sign() + " " + text;
    return switch (where) {
      case BOTH -> signed;
      case EXPECTED_ONLY -> painted(signed, Style.fg_red);
      case ACTUAL_ONLY -> painted(signed, Style.fg_green);
    };
  }

  private String painted(String text, Style... styles) {
    return ansi.enabled() ? Style.on(styles) + text + Style.off(styles) : text;
  }
}
