package dev.wardstream.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Figures gathered in one run, printed as a Markdown table for {@code docs/benchmarks.md}. */
final class Report {
  private final String title;
  private final List<String> columns;
  private final List<List<String>> rows = new ArrayList<>();

  Report(String title, String... columns) {
    this.title = title;
    this.columns = List.of(columns);
  }

  void row(Object... cells) {
    var row = new ArrayList<String>();
    for (var cell : cells) {
      row.add(cell instanceof Double number ? number(number) : cell.toString());
    }
    rows.add(row);
  }

  private static String number(double value) {
    return String.format(
        Locale.ROOT, value >= 100 ? "%,.0f" : value >= 10 ? "%.1f" : "%.2f", value);
  }

  void print() {
    System.out.println("\n### " + title + "\n");
    System.out.println("| " + String.join(" | ", columns) + " |");
    System.out.println("|" + " --- |".repeat(columns.size()));
    rows.forEach(row -> System.out.println("| " + String.join(" | ", row) + " |"));
  }
}
