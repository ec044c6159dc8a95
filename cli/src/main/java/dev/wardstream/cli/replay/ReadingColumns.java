package dev.wardstream.cli.replay;

import dev.wardstream.schemas.avro.Vital;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;

/**
 * What devices sent, as people draw charts from it: a row per reading, a column per vital. A unit
 * that is not the canonical one stands behind its number; the last columns say whether the reading
 * stands.
 */
record ReadingColumns() implements Columns {
  private static final List<String> PUT = List.of("device", "boot", "seq");
  private static final List<String> STANDING = List.of("status", "observationSet");
  private static final List<String> VITALS =
      Arrays.stream(Vital.values()).map(Vital::name).toList();

  @Override
  public List<String> names() {
    var vitals = VITALS.stream().map(name -> name.toLowerCase(Locale.ROOT));
    return Stream.of(PUT.stream(), Stream.of("t"), vitals, STANDING.stream())
        .flatMap(part -> part)
        .toList();
  }

  @Override
  public List<List<String>> rows(@Nullable GenericRecord value) {
    if (value == null) {
      return List.of(Collections.nCopies(names().size(), ""));
    }
    var rows = new ArrayList<List<String>>();
    for (var reading : (List<?>) value.get("readings")) {
      rows.add(row(value, (GenericRecord) reading));
    }
    return rows;
  }

  private static List<String> row(GenericRecord put, GenericRecord reading) {
    var cells = new ArrayList<String>();
    PUT.forEach(name -> cells.add(put.get(name).toString()));
    cells.add(ValueJson.time((Long) reading.get("t")));
    var values = (List<?>) reading.get("values");
    VITALS.forEach(vital -> cells.add(cell(vital, values)));
    STANDING.forEach(name -> cells.add(standing(name, reading)));
    return cells;
  }

  /** Older records do not have these fields. */
  private static String standing(String name, GenericRecord reading) {
    var field = reading.getSchema().getField(name);
    var value = field == null ? null : reading.get(field.pos());
    return value == null ? "" : value.toString();
  }

  private static String cell(String vital, List<?> values) {
    for (var value : values) {
      var measured = (GenericRecord) value;
      if (measured.get("vital").toString().equals(vital)) {
        var unit = measured.get("unit");
        return unit == null ? measured.get("value").toString() : measured.get("value") + " " + unit;
      }
    }
    return "";
  }
}
