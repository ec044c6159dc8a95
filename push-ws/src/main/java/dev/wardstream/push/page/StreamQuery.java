package dev.wardstream.push.page;

import dev.wardstream.edge.socket.ErrorCode;
import dev.wardstream.edge.socket.Json;
import dev.wardstream.edge.socket.Refusal;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HttpString;
import java.time.Duration;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a request asks for: {@code
 * ?from=snapshot|live|earliest&fromTime=…&cursor=…&deliver=…&intervalMs=…&waitMs=…}. Other
 * parameters are ignored.
 *
 * @param sub the same as the body of {@code sub} on a WebSocket
 * @param cursor where the client stands; null when it begins
 * @param cursorIn where it says so
 * @param patience how long a poll may wait
 */
record StreamQuery(String sub, @Nullable String cursor, String cursorIn, Duration patience) {
  private static final HttpString LAST_EVENT_ID = new HttpString("Last-Event-ID");
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,15}");
  private static final int MOST_WAIT_MILLIS = 60_000;
  private static final int USUAL_WAIT_MILLIS = 20_000;

  /**
   * Reads the query.
   *
   * @param events whether events are asked for: then {@code Last-Event-ID} wins over where the
   *     address says to begin, because a browser comes back with both
   */
  static StreamQuery of(HttpServerExchange exchange, boolean events) throws Refusal {
    var last = events ? exchange.getRequestHeaders().getFirst(LAST_EVENT_ID) : null;
    var resumes = last != null && !last.isEmpty();
    var cursor = resumes ? last : one(exchange, "cursor");
    var json = new StringBuilder(128).append("{\"stream\":");
    var path = exchange.getRelativePath();
    Json.quote(json, path.isEmpty() ? path : path.substring(1)).append(",\"from\":");
    begin(json, cursor, resumes ? null : one(exchange, "from"), one(exchange, "fromTime"), resumes);
    var deliver = one(exchange, "deliver");
    if (deliver != null) {
      Json.quote(json.append(",\"deliver\":"), deliver);
    }
    var interval = one(exchange, "intervalMs");
    if (interval != null) {
      json.append(",\"intervalMs\":").append(number("intervalMs", interval, Integer.MAX_VALUE));
    }
    return new StreamQuery(
        json.append('}').toString(),
        cursor,
        resumes ? LAST_EVENT_ID.toString() : "cursor",
        patience(exchange));
  }

  private static void begin(
      StringBuilder json,
      @Nullable String cursor,
      @Nullable String from,
      @Nullable String fromTime,
      boolean resumes)
      throws Refusal {
    var time = resumes ? null : fromTime;
    if (Stream.of(cursor, from, time).filter(Objects::nonNull).count() > 1) {
      throw Refusal.at("from", ErrorCode.MALFORMED, "one of from, fromTime and cursor");
    }
    if (cursor != null) {
      Json.quote(json.append("{\"cursor\":"), cursor).append('}');
    } else if (time != null) {
      json.append("{\"time\":");
      if (NUMBER.matcher(time).matches()) {
        json.append(Long.parseLong(time));
      } else {
        Json.quote(json, time);
      }
      json.append('}');
    } else {
      Json.quote(json, from == null ? "snapshot" : from);
    }
  }

  private static Duration patience(HttpServerExchange exchange) throws Refusal {
    var given = one(exchange, "waitMs");
    return Duration.ofMillis(
        given == null ? USUAL_WAIT_MILLIS : number("waitMs", given, MOST_WAIT_MILLIS));
  }

  private static long number(String name, String text, long most) throws Refusal {
    if (!NUMBER.matcher(text).matches() || Long.parseLong(text) > most) {
      throw Refusal.at(name, ErrorCode.MALFORMED, "a whole number from 0 to " + most);
    }
    return Long.parseLong(text);
  }

  private static @Nullable String one(HttpServerExchange exchange, String name) throws Refusal {
    var given = exchange.getQueryParameters().get(name);
    if (given == null) {
      return null;
    }
    if (given.size() > 1) {
      throw Refusal.at(name, ErrorCode.MALFORMED, "only once");
    }
    return given.getFirst();
  }

  /** A refusal of {@code sub}, with the parameter in place of the field. */
  Refusal inQuery(Refusal refusal) {
    var path = refusal.path();
    if (path == null) {
      return refusal;
    }
    return refusal.of(
        switch (path) {
          case "sub.from.cursor" -> cursorIn;
          case "sub.from.time" -> "fromTime";
          default -> path.startsWith("sub.") ? path.substring(4) : path;
        });
  }
}
