package dev.wardstream.cli.csv;

import java.util.List;

/**
 * A row of a table.
 *
 * @param line of the file it begins on, the first being 1
 */
public record Row(long line, List<String> cells) {
  public Row {
    cells = List.copyOf(cells);
  }
}
