package dev.wardstream.cli.evaluate.cohort;

import dev.wardstream.cli.terminal.CommandFailed;
import dev.wardstream.clinical.vitals.Decimals;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A table of text with a header, read row by row. Cells may be quoted as in RFC 4180, but not hold
 * a line break. Every complaint names file, line, column and remedy.
 */
final class Table implements AutoCloseable {
  private final Path file;
  private final char separator;
  private final BufferedReader in;
  private final List<String> header;
  private final List<String> cells = new ArrayList<>();
  private int line;

  /** Cells of every row; 0 until the header has been read. */
  private int width;

  Table(Input input, Path file, char separator) throws IOException {
    this.file = file;
    this.separator = separator;
    in = input.open(file);
    if (!next()) {
      throw new CommandFailed(file + " is empty: it needs at least a header. Fetch it again.");
    }
    header = cells.stream().map(String::strip).toList();
    width = header.size();
  }

  /** Whether there is such a column. */
  boolean has(String name) {
    return header.contains(name);
  }

  /** Where a column is. */
  int column(String name) {
    var index = header.indexOf(name);
    if (index < 0) {
      throw new CommandFailed(
          "%s, line 1: there is no column '%s'; the header has %s. Is it the file of this dataset?"
              .formatted(file, name, header));
    }
    return index;
  }

  /** Moves to the next row that is not blank; false at the end. */
  boolean next() {
    try {
      String text;
      do {
        text = in.readLine();
        line++;
      } while (text != null && text.isBlank());
      if (text == null) {
        return false;
      }
      split(text);
    } catch (IOException e) {
      throw Input.failure(file, e);
    }
    if (width > 0 && cells.size() != width) {
      throw new CommandFailed(
          "%s, line %d: %d cells where the header has %d. The line is cut off or has a stray '%s'."
              .formatted(file, line, cells.size(), width, separator));
    }
    return true;
  }

  private void split(String text) {
    cells.clear();
    var at = 0;
    while (at <= text.length()) {
      if (at < text.length() && text.charAt(at) == '"') {
        at = quoted(text, at + 1);
      } else {
        var end = text.indexOf(separator, at);
        end = end < 0 ? text.length() : end;
        cells.add(text.substring(at, end));
        at = end + 1;
      }
    }
  }

  /** Takes a quoted cell; tells where the next one begins. */
  private int quoted(String text, int from) {
    var cell = new StringBuilder();
    for (var at = from; at < text.length(); at++) {
      if (text.charAt(at) != '"') {
        cell.append(text.charAt(at));
      } else if (at + 1 < text.length() && text.charAt(at + 1) == '"') {
        cell.append('"');
        at++;
      } else {
        cells.add(cell.toString());
        return at + 2;
      }
    }
    throw new CommandFailed(
        "%s, line %d: a quote in cell %d is never closed. Close it, or double it if it is text."
            .formatted(file, line, cells.size() + 1));
  }

  /** A cell as it stands. */
  String cell(int column) {
    return cells.get(column);
  }

  /** A decimal number as text, exactly as it stands; null where the file marks it as missing. */
  @Nullable String number(int column) {
    var text = cells.get(column).strip();
    if (text.isEmpty() || text.equalsIgnoreCase("nan")) {
      return null;
    }
    if (Decimals.parse(text) == null) {
      throw wrong(column, "is no number", "Write a decimal number, or NaN where there is none");
    }
    return text;
  }

  /** A whole number that must be there. */
  int whole(int column) {
    try {
      return Integer.parseInt(cells.get(column).strip());
    } catch (NumberFormatException _) {
      throw wrong(column, "is no whole number", "Correct the cell or fetch the file again");
    }
  }

  /** An instant that must be there. */
  Instant instant(int column) {
    try {
      return Instant.parse(cells.get(column).strip());
    } catch (DateTimeException _) {
      throw wrong(column, "is no time", "Write it as 2180-07-23T17:36:00Z");
    }
  }

  /** A complaint about a cell of this row. */
  CommandFailed wrong(int column, String what, String remedy) {
    return new CommandFailed(
        "%s, line %d, column %s: '%s' %s. %s."
            .formatted(file, line, header.get(column), cells.get(column), what, remedy));
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
