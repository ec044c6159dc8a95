package dev.wardstream.cli.replay;

import dev.wardstream.cli.csv.Quoting;
import dev.wardstream.cli.replay.Entry.Content;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A table after RFC 4180: position, time and key, then the columns of the topic. What cannot be
 * decoded has its reason in the last column.
 */
final class Csv implements EntryWriter {
  private static final List<String> COMMON = List.of("at", "time", "key", "schema");
  private static final String LAST = "unreadable";

  private final Writer out;
  private final @Nullable Columns columns;

  /**
   * A table.
   *
   * @param columns of the topic; null for a topic of raw bytes, shown as Base64
   */
  Csv(OutputStream out, @Nullable Columns columns) {
    this.out = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
    this.columns = columns;
  }

  @Override
  public void begin() throws IOException {
    var names = new ArrayList<>(COMMON);
    names.addAll(columns == null ? List.of("bytes") : columns.names());
    names.add(LAST);
    row(names);
  }

  @Override
  public void write(Entry entry) throws IOException {
    var content = entry.content();
    for (var row : rows(content)) {
      var cells = new ArrayList<String>();
      cells.add(entry.at());
      cells.add(ValueJson.time(entry.timestamp()));
      cells.add(entry.key() == null ? "" : entry.key());
      cells.add(content instanceof Content.Decoded decoded ? "" + decoded.schemaId() : "");
      cells.addAll(row);
      cells.add(content instanceof Content.Unreadable unreadable ? unreadable.why() : "");
      row(cells);
    }
  }

  private List<List<String>> rows(Content content) {
    if (columns == null) {
      return List.of(List.of(content instanceof Content.Raw(var base64) ? base64 : ""));
    }
    return columns.rows(content instanceof Content.Decoded decoded ? decoded.value() : null);
  }

  private void row(List<String> cells) throws IOException {
    out.write(Quoting.row(cells) + "\r\n");
  }

  @Override
  public void flush() throws IOException {
    out.flush();
  }
}
