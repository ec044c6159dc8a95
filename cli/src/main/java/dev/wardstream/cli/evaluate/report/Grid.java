package dev.wardstream.cli.evaluate.report;

import java.util.List;

/**
 * A table to show.
 *
 * @param words how many columns on the left hold words; the others hold figures
 * @param note what the columns mean
 */
record Grid(String title, String note, int words, List<String> header, List<List<String>> rows) {
  Grid {
    header = List.copyOf(header);
    rows = List.copyOf(rows);
  }
}
