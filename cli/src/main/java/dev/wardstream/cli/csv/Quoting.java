package dev.wardstream.cli.csv;

import java.util.List;
import java.util.stream.Collectors;

/** How cells are written (RFC 4180, section 2, rules 5 to 7). */
public final class Quoting {
  private Quoting() {}

  /** Cells as one row, without its line end. */
  public static String row(List<String> cells) {
    return cells.stream().map(Quoting::quoted).collect(Collectors.joining(","));
  }

  private static String quoted(String cell) {
    var plain = cell.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return plain ? cell : '"' + cell.replace("\"", "\"\"") + '"';
  }
}
