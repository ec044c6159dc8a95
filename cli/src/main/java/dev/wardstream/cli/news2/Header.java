package dev.wardstream.cli.news2;

import dev.wardstream.cli.csv.Row;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;

/** Which column of the table is where; any order, further columns are ignored. */
final class Header {
  static final List<String> REQUIRED =
      List.of("id", "rr", "spo2", "scale", "o2", "sbp", "pulse", "acvpu", "temp");
  static final List<String> OPTIONAL = List.of("age", "pregnant");

  private final Map<String, Integer> places = new HashMap<>();
  private final int width;

  private Header(int width) {
    this.width = width;
  }

  /** A header; what is wrong with it is added to the problems. */
  static Header of(Row row, List<String> problems) {
    var header = new Header(row.cells().size());
    for (int place = 0; place < header.width; place++) {
      var name = row.cells().get(place).strip().toLowerCase(Locale.ROOT);
      var known = REQUIRED.contains(name) || OPTIONAL.contains(name);
      if (known && header.places.putIfAbsent(name, place) != null) {
        problems.add("column '%s' is there twice; keep one".formatted(name));
      }
    }
    var missing = new ArrayList<>(REQUIRED);
    missing.removeAll(header.places.keySet());
    if (!missing.isEmpty()) {
      problems.add(
          "missing columns: %s; name them in the first line of the table"
              .formatted(String.join(", ", missing)));
    }
    return header;
  }

  /** How many cells a row has. */
  int width() {
    return width;
  }

  OptionalInt place(String column) {
    var place = places.get(column);
    return place == null ? OptionalInt.empty() : OptionalInt.of(place);
  }
}
