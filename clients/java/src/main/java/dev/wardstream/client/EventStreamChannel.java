package dev.wardstream.client;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A stream as server-sent events. The HTTP client's threads put one line at a time into the inbox;
 * who does not take it is not sent more.
 */
final class EventStreamChannel implements Channel, Flow.Subscriber<String> {
  private static final int ERROR_BYTES = 64 << 10;

  private final BlockingQueue<Heard> inbox = new LinkedBlockingQueue<>();
  private final StringBuilder data = new StringBuilder();
  private volatile Flow.@Nullable Subscription lines;
  private @Nullable CompletableFuture<?> exchange;
  private String event = "";
  private String id = "";

  /** What is heard: a line, or something that ends the wait for one. */
  private sealed interface Heard {
    record Text(String line) implements Heard {}

    record Whole(Signal signal) implements Heard {}
  }

  private EventStreamChannel() {}

  static EventStreamChannel open(HttpClient http, HttpRequest.Builder request) {
    var channel = new EventStreamChannel();
    channel.exchange =
        http.sendAsync(
                request.header("Accept", "text/event-stream").GET().build(), channel::answered)
            .whenComplete(channel::ended);
    return channel;
  }

  private BodySubscriber<String> answered(HttpResponse.ResponseInfo answer) {
    if (answer.statusCode() != 200) {
      return BodySubscribers.limiting(
          BodySubscribers.ofString(StandardCharsets.UTF_8), ERROR_BYTES);
    }
    inbox.add(new Heard.Whole(new Signal.Told(List.of(new Event.Opened(Transport.EVENT_STREAM)))));
    return BodySubscribers.fromLineSubscriber(this, _ -> "", StandardCharsets.UTF_8, null);
  }

  /** The exchange has ended; the end of the lines themselves is told in their order. */
  private void ended(@Nullable HttpResponse<String> answer, @Nullable Throwable failure) {
    if (answer != null && answer.statusCode() != 200) {
      var after = answer.headers().firstValue("Retry-After").orElse(null);
      inbox.add(new Heard.Whole(Signal.http(answer.statusCode(), answer.body(), after)));
    } else if (failure != null && lines == null) {
      onError(failure);
    }
  }

  @Override
  public void onSubscribe(Flow.Subscription subscription) {
    lines = subscription;
    subscription.request(1);
  }

  @Override
  public void onNext(String line) {
    inbox.add(new Heard.Text(line));
  }

  @Override
  public void onError(Throwable failure) {
    end(String.valueOf(failure));
  }

  @Override
  public void onComplete() {
    end("the answer has ended");
  }

  private void end(String why) {
    inbox.add(new Heard.Whole(new Signal.Ended(why, true, Duration.ZERO)));
  }

  @Override
  public @Nullable Signal next(Duration limit) throws InterruptedException {
    var deadline = System.nanoTime() + limit.toNanos();
    while (true) {
      var left = Math.max(0, deadline - System.nanoTime());
      switch (inbox.poll(left, TimeUnit.NANOSECONDS)) {
        case null -> {
          return null;
        }
        case Heard.Whole(var signal) -> {
          return signal;
        }
        case Heard.Text(var line) -> {
          readOn();
          var signal = take(line);
          if (signal != null) {
            return signal;
          }
        }
      }
    }
  }

  private void readOn() {
    var demand = lines;
    if (demand != null) {
      demand.request(1);
    }
  }

  /** Takes a line; what the event says, when it was its last. */
  private @Nullable Signal take(String line) {
    if (line.isEmpty()) {
      var signal = data.isEmpty() ? null : dispatch();
      data.setLength(0);
      event = "";
      return signal;
    }
    var colon = line.indexOf(':');
    var field = colon < 0 ? line : line.substring(0, colon);
    var value = colon < 0 ? "" : line.substring(colon + 1);
    value = value.startsWith(" ") ? value.substring(1) : value;
    switch (field) {
      case "data" -> data.append(data.isEmpty() ? "" : "\n").append(value);
      case "event" -> event = value;
      case "id" -> id = value;
      default -> {} // a comment, or nothing of ours
    }
    return null;
  }

  private Signal dispatch() {
    var told = Json.read(data.toString());
    return switch (event) {
      case "bye" -> Signal.bye(told.path("bye"));
      case "beat" -> new Signal.Told(List.of(new Event.Beat(id.isEmpty() ? null : id)));
      default -> Signal.told(told);
    };
  }

  @Override
  public void taken(int items) {} // the connection itself holds back what is not read

  @Override
  public void cut() {
    var reading = lines;
    if (reading != null) {
      reading.cancel();
    }
    if (exchange != null) {
      exchange.cancel(true);
    }
  }

  @Override
  public void close() {
    cut();
  }
}
