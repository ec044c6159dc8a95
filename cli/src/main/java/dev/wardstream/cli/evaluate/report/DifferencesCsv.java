package dev.wardstream.cli.evaluate.report;

import dev.wardstream.cli.evaluate.figures.Differences;
import dev.wardstream.cli.evaluate.figures.Differences.Difference;
import dev.wardstream.cli.evaluate.figures.Episode;
import dev.wardstream.cli.evaluate.figures.Stretch;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Every difference as a table after RFC 4180. An empty end: in alarm when the stay ended. */
public final class DifferencesCsv {
  private static final List<String> HEADER =
      List.of(
          "patient",
          "family",
          "difference",
          "a_from",
          "a_to",
          "a_severity",
          "b_from",
          "b_to",
          "b_severity");

  private DifferencesCsv() {}

  /** The whole table. */
  public static String of(Report report, Differences differences) {
    var text = new StringBuilder(line(HEADER));
    for (Difference difference : differences.all()) {
      var cells =
          new ArrayList<>(
              List.of(difference.stay(), difference.family(), difference.kind().name()));
      cells.addAll(cells(report, difference.a()));
      cells.addAll(cells(report, difference.b()));
      text.append(line(cells));
    }
    return text.toString();
  }

  private static List<String> cells(Report report, @Nullable Episode episode) {
    return episode == null
        ? List.of("", "", "")
        : List.of(
            report.time(episode.from()),
            episode.to() == Stretch.OPEN ? "" : report.time(episode.to()),
            episode.highest().name());
  }

  private static String line(List<String> cells) {
    return cells.stream().map(DifferencesCsv::quoted).collect(Collectors.joining(",", "", "\r\n"));
  }

  private static String quoted(String cell) {
    var plain = cell.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return plain ? cell : '"' + cell.replace("\"", "\"\"") + '"';
  }
}
