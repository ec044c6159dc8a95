package dev.wardstream.cli.replay;

import dev.wardstream.cli.replay.Entry.Content;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;

/**
 * A table after RFC 4180: position, time and key, then the fields of the topic's schema. Nested
 * records are columns with a dot in their name; lists are JSON text. What cannot be decoded has its
 * reason in the last column.
 */
final class Csv implements EntryWriter {
  private static final List<String> COMMON = List.of("at", "time", "key", "schema");
  private static final String LAST = "unreadable";

  private final Writer out;
  private final @Nullable Schema schema;

  /**
   * A table.
   *
   * @param schema decides the columns; null for a topic of raw bytes, shown as Base64
   */
  Csv(OutputStream out, @Nullable Schema schema) {
    this.out = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
    this.schema = schema;
  }

  @Override
  public void begin() throws IOException {
    var columns = new ArrayList<>(COMMON);
    if (schema == null) {
      columns.add("bytes");
    } else {
      names(schema, "", columns);
    }
    columns.add(LAST);
    row(columns);
  }

  private static void names(Schema record, String prefix, List<String> columns) {
    for (var field : record.getFields()) {
      if (field.schema().getType() == Schema.Type.RECORD) {
        names(field.schema(), prefix + field.name() + ".", columns);
      } else {
        columns.add(prefix + field.name());
      }
    }
  }

  @Override
  public void write(Entry entry) throws IOException {
    var cells = new ArrayList<String>();
    cells.add(entry.at());
    cells.add(ValueJson.time(entry.timestamp()));
    cells.add(entry.key() == null ? "" : entry.key());
    var content = entry.content();
    cells.add(content instanceof Content.Decoded decoded ? "" + decoded.schemaId() : "");
    if (schema == null) {
      cells.add(content instanceof Content.Raw(var base64) ? base64 : "");
    } else {
      cells(schema, content instanceof Content.Decoded decoded ? decoded.value() : null, cells);
    }
    cells.add(content instanceof Content.Unreadable unreadable ? unreadable.why() : "");
    row(cells);
  }

  /** The cells of the columns, by name: the writer may have had another version of the schema. */
  private static void cells(Schema columns, @Nullable GenericRecord value, List<String> cells) {
    for (var column : columns.getFields()) {
      var written = value == null ? null : value.getSchema().getField(column.name());
      var cell = value == null || written == null ? null : value.get(written.pos());
      if (column.schema().getType() == Schema.Type.RECORD) {
        cells(column.schema(), (GenericRecord) cell, cells);
      } else {
        cells.add(written == null || cell == null ? "" : ValueJson.text(written.schema(), cell));
      }
    }
  }

  private void row(List<String> cells) throws IOException {
    out.write(cells.stream().map(Csv::quoted).collect(Collectors.joining(",", "", "\r\n")));
  }

  /** RFC 4180 section 2, rules 5 to 7. */
  private static String quoted(String cell) {
    var plain = cell.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return plain ? cell : '"' + cell.replace("\"", "\"\"") + '"';
  }

  @Override
  public void flush() throws IOException {
    out.flush();
  }
}
