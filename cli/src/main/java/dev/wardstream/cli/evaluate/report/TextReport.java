package dev.wardstream.cli.evaluate.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A report for the terminal. */
public final class TextReport {
  private static final String GAP = "  ";

  private TextReport() {}

  /**
   * The lines to print.
   *
   * @param limit how many differences to list
   */
  public static List<String> lines(Report report, int limit) {
    var lines = new ArrayList<>(Prose.head(report));
    var grids = new Grids(report);
    for (Side side : report.sides()) {
      add(lines, grids.burden(side));
      if (report.ground().before() != null) {
        add(lines, grids.warning(side));
      }
      add(lines, grids.exact(side));
      add(lines, grids.notAssessable(side));
    }
    var differences = report.differences();
    if (differences != null) {
      add(lines, grids.differenceCounts(differences));
      if (limit > 0) {
        add(lines, grids.differences(differences, limit));
      }
    }
    add(lines, grids.values());
    lines.add("");
    lines.add(Prose.read(report));
    report.ground().about().notes().forEach(note -> lines.add("· " + note));
    lines.add("Data: " + report.ground().about().source());
    return lines;
  }

  private static void add(List<String> lines, Grid grid) {
    if (grid.rows().isEmpty()) {
      return;
    }
    lines.add("");
    lines.add(grid.title());
    var all = new ArrayList<List<String>>();
    all.add(grid.header());
    all.addAll(grid.rows());
    var widths = new int[grid.header().size()];
    for (List<String> row : all) {
      for (var i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    for (List<String> row : all) {
      var cells = new ArrayList<String>();
      for (var i = 0; i < widths.length; i++) {
        var pad = " ".repeat(widths[i] - row.get(i).length());
        cells.add(i < grid.words() ? row.get(i) + pad : pad + row.get(i));
      }
      lines.add(cells.stream().collect(Collectors.joining(GAP, GAP, "")).stripTrailing());
    }
  }
}
