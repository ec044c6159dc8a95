package dev.wardstream.cli.csv;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a table row by row (RFC 4180; lines may also end in LF alone). Empty lines and a byte order
 * mark are skipped. One thread.
 */
public final class CsvReader implements Closeable {
  /** Longer ones come of a quotation mark that is not closed. */
  private static final int MAX_CELL_CHARS = 1 << 16;

  private static final int END = -1;
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private final Reader in;
  private final StringBuilder cell = new StringBuilder();
  private long line = 1;
  private int last = END;
  private int columns = 16;

  /** Reads UTF-8. */
  public CsvReader(InputStream in) throws IOException {
    this.in = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    this.in.mark(1);
    if (this.in.read() != BYTE_ORDER_MARK) {
      this.in.reset();
    }
  }

  /** The next row; null at the end. */
  public @Nullable Row next() throws IOException {
    do {
      var begin = line;
      var cells = cells(begin);
      if (cells.size() > 1 || !cells.getFirst().isEmpty()) {
        columns = cells.size();
        return new Row(begin, cells);
      }
    } while (last != END);
    return null;
  }

  private List<String> cells(long begin) throws IOException {
    var cells = new ArrayList<String>(columns);
    do {
      cells.add(cell(begin));
    } while (last == ',');
    return cells;
  }

  /** One cell; {@link #last} is what ended it. */
  private String cell(long begin) throws IOException {
    cell.setLength(0);
    read();
    if (last == '"') {
      quoted(begin);
    }
    while (last != ',' && last != '\n' && last != END) {
      append(begin);
      read();
    }
    var length = cell.length();
    if (last == '\n' && length > 0 && cell.charAt(length - 1) == '\r') {
      cell.setLength(length - 1);
    }
    return cell.toString();
  }

  /** The inside of quotation marks, up to what follows the closing one. */
  private void quoted(long begin) throws IOException {
    read();
    while (true) {
      if (last == END) {
        throw unclosed(begin);
      }
      if (last == '"') {
        read();
        if (last != '"') {
          return;
        }
      }
      append(begin);
      read();
    }
  }

  private void append(long begin) throws CsvException {
    if (cell.length() == MAX_CELL_CHARS) {
      throw unclosed(begin);
    }
    cell.append((char) last);
  }

  private static CsvException unclosed(long begin) {
    return new CsvException(
        begin, "a quotation mark of this row is not closed; close it, or write \"\" for one");
  }

  private void read() throws IOException {
    last = in.read();
    if (last == '\n') {
      line++;
    }
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
