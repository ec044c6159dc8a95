package dev.wardstream.ingest.put;

import dev.wardstream.clinical.vitals.Units;
import dev.wardstream.clinical.vitals.Vital;
import dev.wardstream.edge.socket.ErrorCode;
import dev.wardstream.ingest.record.Fields;
import dev.wardstream.schemas.avro.Measurement;
import dev.wardstream.schemas.avro.Reading;
import dev.wardstream.schemas.avro.ReadingStatus;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Reads one reading straight into Avro. Values keep the text they were sent with and are not
 * judged. A value that cannot be understood is left out and told; the other values of the reading
 * count. A reading without a usable time, or with a status nobody knows, is left out as a whole:
 * what was taken back must not count as measured.
 *
 * <p>Used by one thread for one put.
 */
final class ReadingReader {
  private static final int MAX_NUMBER = 32;
  private static final int MAX_EXPONENT_DIGITS = 3;
  private static final int MAX_MILLIS_DIGITS = 15;
  private static final long LATEST_MILLIS = 253_402_300_799_999L; // the end of the year 9999
  private static final String LEVELS = "ACVPU";

  private static final Map<String, ReadingStatus> STATUSES =
      Map.of(
          "final", ReadingStatus.FINAL,
          "corrected", ReadingStatus.CORRECTED,
          "enteredInError", ReadingStatus.ENTERED_IN_ERROR);

  private record Known(Vital vital, dev.wardstream.schemas.avro.Vital avro) {}

  private static final Map<String, Known> VITALS = vitals();

  private static Map<String, Known> vitals() {
    var known = new HashMap<String, Known>();
    for (var vital : Vital.values()) {
      var avro = dev.wardstream.schemas.avro.Vital.valueOf(vital.name());
      known.put(vital.wireName(), new Known(vital, avro));
    }
    return Map.copyOf(known);
  }

  private final Rejections rejections;
  private int index;
  private @Nullable Instant time;
  private boolean timeSeen;
  private @Nullable ReadingStatus status = ReadingStatus.FINAL;
  private @Nullable String observationSet;
  private ArrayList<Measurement> values = new ArrayList<>();
  private @Nullable Map<dev.wardstream.schemas.avro.Vital, String> units;

  ReadingReader(Rejections rejections) {
    this.rejections = rejections;
  }

  /** The reading the parser stands on; null when it was rejected as a whole. */
  @Nullable Reading read(JsonParser parser, int readingIndex) {
    index = readingIndex;
    time = null;
    timeSeen = false;
    status = ReadingStatus.FINAL;
    observationSet = null;
    values = new ArrayList<>(4);
    units = null;
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      parser.skipChildren();
      rejections.add(index, null, ErrorCode.MALFORMED);
      return null;
    }
    for (var name = parser.nextName(); name != null; name = parser.nextName()) {
      field(parser, name, parser.nextToken());
    }
    applyUnits();
    var at = time;
    if (at == null && !timeSeen) {
      rejections.add(index, "t", ErrorCode.BAD_TIME);
    }
    var stands = status;
    return at == null || stands == null ? null : new Reading(at, values, stands, observationSet);
  }

  private void field(JsonParser parser, String name, JsonToken token) {
    switch (name) {
      case "t" -> {
        timeSeen = true;
        time = time(parser, token);
      }
      case "units" -> units(parser, token);
      case "status" -> status = status(parser, token);
      case "observationSet" -> observationSet = observationSet(parser, token);
      default -> vital(parser, name, token);
    }
  }

  private void vital(JsonParser parser, String name, JsonToken token) {
    var known = VITALS.get(name);
    if (known == null) {
      parser.skipChildren();
      rejections.add(index, name, ErrorCode.UNKNOWN_VITAL);
    } else if (token != JsonToken.VALUE_NULL) {
      value(parser, token, known);
    }
  }

  private @Nullable ReadingStatus status(JsonParser parser, JsonToken token) {
    if (token == JsonToken.VALUE_NULL) {
      return ReadingStatus.FINAL;
    }
    var known = token == JsonToken.VALUE_STRING ? STATUSES.get(parser.getString()) : null;
    if (known == null) {
      parser.skipChildren();
      rejections.add(index, "status", ErrorCode.MALFORMED);
    }
    return known;
  }

  private @Nullable String observationSet(JsonParser parser, JsonToken token) {
    if (token == JsonToken.VALUE_STRING && Fields.isIdentifier(parser.getString())) {
      return parser.getString();
    }
    if (token != JsonToken.VALUE_NULL) {
      parser.skipChildren();
      rejections.add(index, "observationSet", ErrorCode.MALFORMED);
    }
    return null;
  }

  private @Nullable Instant time(JsonParser parser, JsonToken token) {
    try {
      if (token == JsonToken.VALUE_NUMBER_INT && parser.getStringLength() <= MAX_MILLIS_DIGITS) {
        var millis = parser.getLongValue();
        if (millis >= 0 && millis <= LATEST_MILLIS) {
          return Instant.ofEpochMilli(millis);
        }
      } else if (token == JsonToken.VALUE_STRING) {
        return Instant.ofEpochMilli(
            OffsetDateTime.parse(parser.getString()).toInstant().toEpochMilli());
      }
    } catch (DateTimeException e) {
      // told below
    }
    parser.skipChildren();
    rejections.add(index, "t", ErrorCode.BAD_TIME);
    return null;
  }

  private void value(JsonParser parser, JsonToken token, Known known) {
    var fault =
        switch (known.vital()) {
          case ACVPU -> isLevel(parser, token) ? null : ErrorCode.MALFORMED;
          case O2 -> token.isBoolean() ? null : ErrorCode.MALFORMED;
          default -> numberFault(parser, token);
        };
    if (fault == null) {
      values.add(new Measurement(known.avro(), parser.getString(), null));
    } else {
      parser.skipChildren();
      rejections.add(index, known.vital().wireName(), fault);
    }
  }

  private static boolean isLevel(JsonParser parser, JsonToken token) {
    return token == JsonToken.VALUE_STRING
        && parser.getStringLength() == 1
        && LEVELS.contains(parser.getString());
  }

  private static @Nullable ErrorCode numberFault(JsonParser parser, JsonToken token) {
    if (!token.isNumeric()) {
      return ErrorCode.NOT_A_NUMBER;
    }
    if (parser.getStringLength() > MAX_NUMBER) {
      return ErrorCode.TOO_LARGE;
    }
    if (token == JsonToken.VALUE_NUMBER_FLOAT
        && exponentDigits(parser.getString()) > MAX_EXPONENT_DIGITS) {
      return ErrorCode.NOT_A_NUMBER;
    }
    return null;
  }

  /** Digits after e: a few characters must not stand for a number that fills the memory. */
  private static int exponentDigits(String number) {
    var e = Math.max(number.indexOf('e'), number.indexOf('E'));
    if (e < 0) {
      return 0;
    }
    var first = number.charAt(e + 1);
    return number.length() - e - (first == '+' || first == '-' ? 2 : 1);
  }

  private void units(JsonParser parser, JsonToken token) {
    if (token == JsonToken.VALUE_NULL) {
      return;
    }
    if (token != JsonToken.START_OBJECT) {
      parser.skipChildren();
      rejections.add(index, "units", ErrorCode.MALFORMED);
      return;
    }
    for (var name = parser.nextName(); name != null; name = parser.nextName()) {
      unit(parser, name, parser.nextToken());
    }
  }

  private void unit(JsonParser parser, String name, JsonToken token) {
    var known = VITALS.get(name);
    if (known == null) {
      parser.skipChildren();
      rejections.add(index, "units." + name, ErrorCode.UNKNOWN_VITAL);
      return;
    }
    var unit = token == JsonToken.VALUE_STRING ? parser.getString() : "";
    parser.skipChildren();
    if (!unit.equals(known.vital().unit())) {
      var overrides = units;
      if (overrides == null) {
        overrides = new EnumMap<>(dev.wardstream.schemas.avro.Vital.class);
        units = overrides;
      }
      overrides.put(known.avro(), Units.accepted(known.vital()).contains(unit) ? unit : UNKNOWN);
    }
  }

  private static final String UNKNOWN = "";

  private void applyUnits() {
    var overrides = units;
    if (overrides != null) {
      values.removeIf(value -> UNKNOWN.equals(overrides.get(value.getVital())));
      values.replaceAll(value -> withUnit(value, overrides.get(value.getVital())));
      overrides.forEach((vital, unit) -> {
        if (unit.equals(UNKNOWN)) {
          var name = Vital.valueOf(vital.name()).wireName();
          rejections.add(index, "units." + name, ErrorCode.UNKNOWN_UNIT);
        }
      });
    }
  }

  private static Measurement withUnit(Measurement value, @Nullable String unit) {
    return unit == null ? value : new Measurement(value.getVital(), value.getValue(), unit);
  }
}
