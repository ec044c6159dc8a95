package dev.wardstream.push.session;

import dev.wardstream.edge.socket.ErrorCode;
import dev.wardstream.edge.socket.Refusal;
import dev.wardstream.push.stream.Cursor;
import dev.wardstream.push.stream.Cursor.BadCursor;
import dev.wardstream.push.stream.StreamName;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** The bodies of the verbs of {@code /v1/push}, read field by field. Unknown fields are ignored. */
final class Frames {
  private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999Z");
  private static final BigInteger LATEST_MILLIS = BigInteger.valueOf(LATEST.toEpochMilli());
  private static final long INTERVAL_MILLIS = 1_000;
  private static final long MIN_INTERVAL_MILLIS = 100;
  private static final long MAX_INTERVAL_MILLIS = 60_000;

  private Frames() {}

  /**
   * A subscription that is asked for.
   *
   * @param credit items the client is ready for; null for unlimited
   * @param latest pause between two deliveries of the newest values; null to deliver everything
   */
  record Sub(StreamName stream, Begin begin, @Nullable Long credit, @Nullable Duration latest) {

    Pace pace() {
      return latest == null ? Pace.every() : Pace.latest(latest);
    }
  }

  /** Reads {@code {"stream":…,"from":…,"deliver":…,"intervalMs":…,"credit":…}}. */
  static Sub sub(JsonParser body) throws Refusal {
    @Nullable StreamName stream = null;
    Begin begin = new Begin.Snapshot();
    @Nullable Long credit = null;
    var deliver = "every";
    var interval = INTERVAL_MILLIS;
    for (var name = body.nextName(); name != null; name = body.nextName()) {
      var token = body.nextToken();
      switch (name) {
        case "stream" -> stream = stream(text(body, token, "sub.stream"));
        case "from" -> begin = from(body, token);
        case "deliver" -> deliver = text(body, token, "sub.deliver");
        case "credit" -> credit = natural(body, token, "sub.credit");
        case "intervalMs" -> interval = interval(body, token);
        default -> body.skipChildren();
      }
    }
    if (stream == null) {
      throw Refusal.at("sub.stream", ErrorCode.MALFORMED, "name the stream");
    }
    return new Sub(stream, begin, credit, latest(stream, deliver, interval));
  }

  private static long interval(JsonParser body, JsonToken token) throws Refusal {
    var millis = natural(body, token, "sub.intervalMs");
    if (millis < MIN_INTERVAL_MILLIS || millis > MAX_INTERVAL_MILLIS) {
      throw Refusal.at(
          "sub.intervalMs",
          ErrorCode.MALFORMED,
          "from %d to %d milliseconds".formatted(MIN_INTERVAL_MILLIS, MAX_INTERVAL_MILLIS));
    }
    return millis;
  }

  private static StreamName stream(String text) throws Refusal {
    return StreamName.parse(text)
        .orElseThrow(
            () -> Refusal.at("sub.stream", ErrorCode.UNKNOWN_STREAM, "there is no such stream"));
  }

  private static @Nullable Duration latest(StreamName stream, String deliver, long interval)
      throws Refusal {
    return switch (deliver) {
      case "every" -> null;
      case "latest" -> {
        if (!stream.kind().isConflatable()) {
          throw Refusal.at(
              "sub.deliver",
              ErrorCode.NOT_CONFLATABLE,
              stream.kind().label() + " are delivered one by one, none is left out: use every");
        }
        yield Duration.ofMillis(interval);
      }
      default -> throw Refusal.at("sub.deliver", ErrorCode.MALFORMED, "every or latest");
    };
  }

  private static Begin from(JsonParser body, JsonToken token) throws Refusal {
    if (token == JsonToken.START_OBJECT) {
      return fromObject(body);
    }
    return switch (text(body, token, "sub.from")) {
      case "snapshot" -> new Begin.Snapshot();
      case "live" -> new Begin.Live();
      case "earliest" -> new Begin.Earliest();
      default ->
          throw Refusal.at(
              "sub.from",
              ErrorCode.MALFORMED,
              "snapshot, live, earliest, {\"cursor\":…} or {\"time\":…}");
    };
  }

  private static Begin fromObject(JsonParser body) throws Refusal {
    @Nullable Begin begin = null;
    for (var name = body.nextName(); name != null; name = body.nextName()) {
      var token = body.nextToken();
      switch (name) {
        case "cursor" -> begin = new Begin.Resume(cursor(text(body, token, "sub.from.cursor")));
        case "time" -> begin = new Begin.At(time(body, token));
        default -> body.skipChildren();
      }
    }
    if (begin == null) {
      throw Refusal.at("sub.from", ErrorCode.MALFORMED, "{\"cursor\":…} or {\"time\":…}");
    }
    return begin;
  }

  private static Cursor cursor(String text) throws Refusal {
    try {
      return Cursor.parse(text);
    } catch (BadCursor e) {
      throw badCursor(e.getMessage());
    }
  }

  static Refusal badCursor(@Nullable String why) {
    return Refusal.at("sub.from.cursor", ErrorCode.BAD_CURSOR, why == null ? "garbled" : why);
  }

  private static Instant time(JsonParser body, JsonToken token) throws Refusal {
    try {
      if (token == JsonToken.VALUE_NUMBER_INT) {
        var millis = body.getBigIntegerValue();
        if (millis.signum() >= 0 && millis.compareTo(LATEST_MILLIS) <= 0) {
          return Instant.ofEpochMilli(millis.longValue());
        }
      } else if (token == JsonToken.VALUE_STRING) {
        var instant = OffsetDateTime.parse(body.getString()).toInstant();
        if (!instant.isBefore(Instant.EPOCH) && !instant.isAfter(LATEST)) {
          return instant;
        }
      }
    } catch (DateTimeException e) {
      throw badTime();
    }
    throw badTime();
  }

  private static Refusal badTime() {
    return Refusal.at(
        "sub.from.time",
        ErrorCode.BAD_TIME,
        "from 1970 to 9999, as epoch milliseconds or RFC 3339 with offset");
  }

  /** Reads {@code {"sub":7}}. */
  static int unsub(JsonParser body) throws Refusal {
    @Nullable Long sub = null;
    for (var name = body.nextName(); name != null; name = body.nextName()) {
      var token = body.nextToken();
      if (name.equals("sub")) {
        sub = natural(body, token, "unsub.sub");
      } else {
        body.skipChildren();
      }
    }
    if (sub == null) {
      throw Refusal.at("unsub.sub", ErrorCode.MALFORMED, "name the subscription");
    }
    return (int) Math.min(sub, Integer.MAX_VALUE);
  }

  /** Reads {@code {"7":512}}: credit by subscription. */
  static Map<Integer, Long> credit(JsonParser body) throws Refusal {
    var credit = new LinkedHashMap<Integer, Long>();
    for (var name = body.nextName(); name != null; name = body.nextName()) {
      var token = body.nextToken();
      if (!name.matches("[0-9]{1,9}")) {
        throw Refusal.at("credit", ErrorCode.MALFORMED, "keys are subscriptions");
      }
      credit.put(Integer.valueOf(name), natural(body, token, "credit." + name));
    }
    return credit;
  }

  static String text(JsonParser body, JsonToken token, String path) throws Refusal {
    if (token != JsonToken.VALUE_STRING) {
      throw Refusal.at(path, ErrorCode.MALFORMED, "a string is needed");
    }
    return body.getString();
  }

  static long natural(JsonParser body, JsonToken token, String path) throws Refusal {
    if (token == JsonToken.VALUE_NUMBER_INT) {
      var number = body.getBigIntegerValue();
      if (number.signum() >= 0 && number.bitLength() < 40) {
        return number.longValue();
      }
    }
    throw Refusal.at(path, ErrorCode.MALFORMED, "a whole number from 0 is needed");
  }
}
