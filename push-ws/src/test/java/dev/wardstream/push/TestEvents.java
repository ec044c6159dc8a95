package dev.wardstream.push;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Flow;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

/** A client of server-sent events that keeps every event it gets, as a browser reads them. */
final class TestEvents implements AutoCloseable, Flow.Subscriber<String> {
  static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  static final Pattern AT = Pattern.compile("\"at\":\"([^\"]+)\"");
  private static final Duration LONG = Duration.ofSeconds(30);

  /** An event; the id is the last one that was sent. */
  record Event(String type, String id, String data) {}

  private final List<Event> events = new CopyOnWriteArrayList<>();
  private final List<Integer> retries = new CopyOnWriteArrayList<>();
  private final CompletableFuture<Void> ended = new CompletableFuture<>();
  private volatile boolean dropped;
  private volatile Flow.Subscription lines = NOTHING;
  private String type = "";
  private String id = "";
  private String data = "";

  private static final Flow.Subscription NOTHING =
      new Flow.Subscription() {
        @Override
        public void request(long n) {}

        @Override
        public void cancel() {}
      };

  /** Opens a stream; the status must be 200. */
  static TestEvents open(URI uri, String... headers) {
    var events = new TestEvents();
    var request = HttpRequest.newBuilder(uri).header("Accept", "text/event-stream");
    if (headers.length > 0) {
      request.headers(headers);
    }
    var status = new CompletableFuture<Integer>();
    var _ =
        HTTP.sendAsync(
                request.build(),
                info -> {
                  status.complete(info.statusCode());
                  return BodyHandlers.fromLineSubscriber(events).apply(info);
                })
            .exceptionally(failed -> {
              status.completeExceptionally(failed);
              return null;
            });
    if (status.join() != 200) {
      throw new AssertionError("status " + status.join());
    }
    return events;
  }

  @Override
  public void onSubscribe(Flow.Subscription subscription) {
    lines = subscription;
    subscription.request(Long.MAX_VALUE);
  }

  @Override
  public void onNext(String line) {
    if (line.startsWith("data: ")) {
      data = line.substring(6);
    } else if (line.startsWith("event: ")) {
      type = line.substring(7);
    } else if (line.startsWith("id: ")) {
      id = line.substring(4);
    } else if (line.startsWith("retry: ")) {
      retries.add(Integer.valueOf(line.substring(7)));
    } else if (line.isEmpty() && !data.isEmpty() && !dropped) {
      events.add(new Event(type, id, data));
      type = "";
      data = "";
    }
  }

  @Override
  public void onError(Throwable failed) {
    ended.completeExceptionally(failed);
  }

  @Override
  public void onComplete() {
    ended.complete(null);
  }

  /** The first event that fits; waits for it. */
  Event event(Predicate<Event> wanted) {
    return Awaitility.await()
        .atMost(LONG)
        .pollInterval(Duration.ofMillis(2))
        .until(() -> events.stream().filter(wanted).findFirst(), Optional::isPresent)
        .orElseThrow();
  }

  Event event(String wanted) {
    return event(event -> event.type().equals(wanted));
  }

  List<Event> events() {
    return List.copyOf(events);
  }

  List<Integer> retries() {
    return List.copyOf(retries);
  }

  /** Positions of the items in events of a type, in the order received. */
  List<String> positions(String wanted) {
    return events().stream()
        .filter(event -> event.type().equals(wanted))
        .flatMap(event -> positionsIn(event.data()).stream())
        .toList();
  }

  static List<String> positionsIn(String json) {
    var found = new ArrayList<String>();
    for (var matcher = AT.matcher(json); matcher.find(); ) {
      found.add(matcher.group(1));
    }
    return found;
  }

  List<String> awaitData(int items) {
    Awaitility.await()
        .atMost(LONG)
        .pollInterval(Duration.ofMillis(2))
        .until(() -> positions("data").size() >= items);
    return positions("data");
  }

  /** The server has completed the response. */
  void awaitEnd() {
    ended.orTimeout(30, java.util.concurrent.TimeUnit.SECONDS).join();
  }

  /** Loses the connection: nothing that comes after is kept. The id that a browser would send. */
  String drop() {
    dropped = true;
    lines.cancel();
    return events.isEmpty() ? "" : events.getLast().id();
  }

  @Override
  public void close() {
    lines.cancel();
  }
}
