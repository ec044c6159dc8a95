package dev.wardstream.client;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A stream by long poll: the next question is asked when the last answer has been taken. */
final class PollChannel implements Channel {
  private static final long ANSWER_BYTES = 16 << 20;

  private final HttpClient http;
  private final Function<From, HttpRequest.Builder> question;
  private From from;
  private boolean opened;
  private boolean live;
  private @Nullable CompletableFuture<HttpResponse<String>> asked;

  PollChannel(HttpClient http, Function<From, HttpRequest.Builder> question, From from) {
    this.http = http;
    this.question = question;
    this.from = from;
  }

  @Override
  public @Nullable Signal next(Duration limit) throws InterruptedException {
    var pending = asked;
    if (pending == null) {
      var request = question.apply(from).header("Accept", "application/json").GET().build();
      pending =
          http.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofString(), ANSWER_BYTES));
      asked = pending;
    }
    try {
      var answer = pending.get(limit.toNanos(), TimeUnit.NANOSECONDS);
      asked = null;
      return hear(answer);
    } catch (TimeoutException _) {
      return null;
    } catch (ExecutionException e) {
      return new Signal.Ended(String.valueOf(e.getCause()), true, Duration.ZERO);
    }
  }

  private Signal hear(HttpResponse<String> answer) {
    if (answer.statusCode() != 200) {
      var after = answer.headers().firstValue("Retry-After").orElse(null);
      return Signal.http(answer.statusCode(), answer.body(), after);
    }
    var told = Json.read(answer.body());
    if (told.has("bye")) {
      return Signal.bye(told.path("bye"));
    }
    var cursor = Json.text(told, "cursor");
    if (cursor != null) {
      from = new From.Cursor(cursor);
    }
    return new Signal.Told(events(told, cursor));
  }

  private List<Event> events(JsonNode told, @Nullable String cursor) {
    var events = new ArrayList<Event>();
    if (!opened) {
      opened = true;
      events.add(new Event.Opened(Transport.LONG_POLL));
    }
    events.addAll(Signal.told(told).events());
    var nowLive = told.path("live").asBoolean(false);
    if (nowLive && !live && cursor != null) {
      events.add(new Event.Live(cursor));
    } else if (!told.has("data")) {
      events.add(new Event.Beat(cursor));
    }
    live = nowLive;
    return events;
  }

  @Override
  public void taken(int items) {} // the next question is only asked when the answer was taken

  @Override
  public void cut() {
    if (asked != null) {
      asked.cancel(true);
    }
  }

  @Override
  public void close() {
    cut();
  }
}
