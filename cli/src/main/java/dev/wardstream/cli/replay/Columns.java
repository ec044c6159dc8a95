package dev.wardstream.cli.replay;

import dev.wardstream.schemas.avro.DeviceReadings;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;

/** How the values of a topic become columns and rows of a table. */
interface Columns {

  /** Their names. */
  List<String> names();

  /** The rows of one value, a cell per column; one row of empty cells for no value. */
  List<List<String>> rows(@Nullable GenericRecord value);

  /** The columns of the values of a schema. */
  static Columns of(Schema schema) {
    return schema.getFullName().equals(DeviceReadings.class.getName())
        ? new ReadingColumns()
        : new FieldColumns(schema);
  }

  /**
   * A column per field, a row per value. Nested records have a dot in the name; lists are JSON.
   *
   * @param schema decides the columns, whichever version wrote a value
   */
  record FieldColumns(Schema schema) implements Columns {

    @Override
    public List<String> names() {
      var names = new ArrayList<String>();
      names(schema, "", names);
      return names;
    }

    private static void names(Schema record, String prefix, List<String> names) {
      for (var field : record.getFields()) {
        if (field.schema().getType() == Schema.Type.RECORD) {
          names(field.schema(), prefix + field.name() + ".", names);
        } else {
          names.add(prefix + field.name());
        }
      }
    }

    @Override
    public List<List<String>> rows(@Nullable GenericRecord value) {
      var cells = new ArrayList<String>();
      cells(schema, value, cells);
      return List.of(cells);
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
  }
}
