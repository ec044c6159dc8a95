package dev.wardstream.cli.news2;

import dev.wardstream.cli.csv.Row;
import dev.wardstream.clinical.scores.Acvpu;
import dev.wardstream.clinical.scores.Applicability;
import dev.wardstream.clinical.scores.ObservationSet;
import dev.wardstream.clinical.vitals.Decimals;
import dev.wardstream.clinical.vitals.Vital;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The cells of one row as an observation set; an empty cell is a missing value. What is wrong is
 * collected, so that one run shows all of it.
 */
final class Cells {
  private static final BigDecimal HIGHEST_AGE = BigDecimal.valueOf(150);

  private final Header header;
  private final Row row;
  private final List<String> problems = new ArrayList<>();

  private Cells(Header header, Row row) {
    this.header = header;
    this.row = row;
  }

  /** What a row holds: either an observation set or at least one problem. */
  record Read(String id, @Nullable ObservationSet set, List<String> problems) {}

  static Read read(Header header, Row row) {
    return new Cells(header, row).read();
  }

  private Read read() {
    if (row.cells().size() != header.width()) {
      problems.add(
          "the row has %d cells, the header has %d; quote cells that hold a comma"
              .formatted(row.cells().size(), header.width()));
      return new Read("", null, problems);
    }
    var rr = number(Vital.RR);
    var spo2 = number(Vital.SPO2);
    var scale2 = scale2();
    var o2 = flag("o2");
    var sbp = number(Vital.SBP);
    var pulse = number(Vital.PULSE);
    var acvpu = acvpu();
    var temp = number(Vital.TEMP);
    var applicability = new Applicability(age(), Boolean.TRUE.equals(flag("pregnant")));
    var set =
        problems.isEmpty()
            ? new ObservationSet(rr, spo2, scale2, o2, sbp, pulse, acvpu, temp, applicability)
            : null;
    return new Read(text("id"), set, problems);
  }

  private @Nullable BigDecimal number(Vital vital) {
    var column = vital.wireName();
    var text = text(column);
    if (text.isEmpty()) {
      return null;
    }
    var value = Decimals.parse(text);
    if (value == null) {
      wrong(column, text, "is no number; write it like 16 or 38.5, or leave the cell empty");
      return null;
    }
    if (!ObservationSet.possible(vital, value)) {
      wrong(column, text, "is impossible in %s; %s".formatted(unit(vital), impossible(vital)));
    }
    return value;
  }

  private static String unit(Vital vital) {
    return switch (vital) {
      case TEMP -> "degrees Celsius";
      case SBP -> "mmHg";
      default -> vital.unit();
    };
  }

  private static String impossible(Vital vital) {
    return vital == Vital.TEMP
        ? "convert degrees Fahrenheit, (F - 32) * 5 / 9, or leave the cell empty"
        : "correct it, or leave the cell empty when it was not measured";
  }

  private boolean scale2() {
    var text = text("scale");
    return switch (text) {
      case "", "1" -> false;
      case "2" -> true;
      default -> {
        wrong("scale", text, "is no scale; write 1, or 2 where the patient has a prescription");
        yield false;
      }
    };
  }

  private @Nullable Boolean flag(String column) {
    var text = text(column);
    return switch (text) {
      case "" -> null;
      case "0", "false" -> false;
      case "1", "true" -> true;
      default -> {
        wrong(column, text, "is neither yes nor no; write 1 or 0");
        yield null;
      }
    };
  }

  private @Nullable Acvpu acvpu() {
    var text = text("acvpu");
    var level = Acvpu.of(text).orElse(null);
    if (level == null && !text.isEmpty()) {
      wrong("acvpu", text, "is no level of consciousness; write one of A C V P U");
    }
    return level;
  }

  private @Nullable Integer age() {
    var text = text("age");
    if (text.isEmpty()) {
      return null;
    }
    var years = Decimals.parse(text);
    if (years == null
        || !Decimals.tame(years)
        || years.signum() < 0
        || years.compareTo(HIGHEST_AGE) > 0) {
      wrong("age", text, "is no age; write completed years, like 71");
      return null;
    }
    return years.intValue();
  }

  /** The text of a cell; empty where the table has no such column. */
  private String text(String column) {
    var place = header.place(column);
    return place.isPresent() ? row.cells().get(place.getAsInt()).strip() : "";
  }

  private void wrong(String column, String text, String why) {
    problems.add("column %s: '%s' %s".formatted(column, text, why));
  }
}
