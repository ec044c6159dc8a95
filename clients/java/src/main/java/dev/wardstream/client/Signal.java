package dev.wardstream.client;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What a channel has to say. */
sealed interface Signal {

  /** Events in order. */
  record Told(List<Event> events) implements Signal {}

  /**
   * The server does not want to.
   *
   * @param retry whether it may later
   * @param after how long to wait before that
   */
  record Refused(String code, String message, boolean retry, Duration after) implements Signal {}

  /**
   * The connection has ended.
   *
   * @param retry whether to come back
   * @param after how long the server wants to be left alone
   */
  record Ended(String why, boolean retry, Duration after) implements Signal {}

  /** The events of one line of the protocol; the same objects on every transport. */
  static Told told(JsonNode line) {
    var events = new ArrayList<Event>();
    var cursor = Json.text(line, "cursor");
    if (line.has("snapshot")) {
      var more = line.path("more").asBoolean(false);
      events.add(new Event.Snapshot(Json.items(line.path("snapshot")), more));
    }
    if (line.has("gap")) {
      events.add(gap(line.path("gap")));
    }
    if (line.has("data")) {
      var gaps = line.path("gaps"); // after the data: a gap's cursor may cover some of it
      events.add(new Event.Data(Json.items(line.path("data")), gaps.isEmpty() ? cursor : null));
      gaps.forEach(gap -> events.add(gap(gap)));
      if (!gaps.isEmpty()) {
        events.add(new Event.Beat(cursor));
      }
    }
    var live = Json.text(line.path("live"), "cursor");
    if (live != null) {
      events.add(new Event.Live(live));
    }
    return new Told(events);
  }

  private static Event gap(JsonNode gap) {
    return new Event.Gap(
        gap.path("from").asString(""),
        gap.path("to").asString(""),
        gap.path("why").asString(""),
        gap.path("count").asLong(0));
  }

  /** What {@code {"code":…,"message":…,"retry":…,"afterMs":…}} says. */
  static Refused refused(JsonNode error) {
    return new Refused(
        error.path("code").asString("?"),
        error.path("message").asString(""),
        error.path("retry").asBoolean(false),
        after(error));
  }

  /** What {@code {"code":4001,"reason":…,"resume":true,"afterMs":…}} says. */
  static Ended bye(JsonNode bye) {
    var why = bye.path("code").asInt(0) + " " + bye.path("reason").asString("");
    return new Ended(why, bye.path("resume").asBoolean(true), after(bye));
  }

  private static Duration after(JsonNode object) {
    return Duration.ofMillis(Math.clamp(object.path("afterMs").asLong(0), 0, 60_000));
  }

  /**
   * A refusal over HTTP.
   *
   * @param body the protocol's error, or anything else
   * @param retryAfter seconds, as the header says; null without
   */
  static Refused http(int status, String body, @Nullable String retryAfter) {
    var error = Json.read(body).path("error");
    if (error.has("code")) {
      return refused(error);
    }
    var seconds = retryAfter != null && retryAfter.matches("[0-9]{1,4}") ? retryAfter : "0";
    var retry = status == 408 || status == 429 || status >= 500;
    return new Refused("HTTP " + status, "", retry, Duration.ofSeconds(Long.parseLong(seconds)));
  }
}
