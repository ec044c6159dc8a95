package dev.wardstream.client;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/**
 * A client of one server. Any thread; what it hands out belongs to the thread that uses it.
 *
 * <pre>{@code
 * try (var client = WardstreamClient.to(URI.create("https://ward.example"), () -> token);
 *     var alerts = client.subscribe(StreamRequest.of("wards/icu-1/alerts"))) {
 *   while (true) {
 *     if (alerts.next() instanceof Event.Data(var items, _)) {
 *       items.forEach(item -> IO.println(item.data()));
 *     }
 *   }
 * }
 * }</pre>
 */
public final class WardstreamClient implements AutoCloseable {
  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(10);
  private static final Duration POLL_WAIT = Duration.ofSeconds(20);
  private static final Duration POLL_LIMIT = POLL_WAIT.plusSeconds(10);

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(CONNECT_LIMIT)
          .executor(threads)
          .build();
  private final URI server;
  private final Supplier<String> token;

  private WardstreamClient(URI server, Supplier<String> token) {
    this.server = server;
    this.token = token;
  }

  /**
   * A client of a server.
   *
   * @param server as in {@code https://ward.example}; {@code http:}, {@code ws:} and {@code wss:}
   *     do as well
   * @param token asked for at every connection, so that it may be renewed meanwhile; any thread
   * @throws IllegalArgumentException when it is no such address
   */
  public static WardstreamClient to(URI server, Supplier<String> token) {
    return new WardstreamClient(Line.page(server, ""), token);
  }

  /** Follows a stream. Nothing happens before {@link Subscription#next} is called. */
  public Subscription subscribe(StreamRequest request) {
    return new Subscription(this::open, request);
  }

  /**
   * A device, or a gateway in its name.
   *
   * @param id device id
   * @param boot grows at every start of the device
   */
  public Device device(String id, long boot) {
    var address = Line.address(server, "/v1/ingest");
    return new Device(() -> Line.open(http, address, token.get()), id, boot);
  }

  private Subscription.Opening open(StreamRequest request, Transport transport, From from) {
    return switch (transport) {
      case WEB_SOCKET -> overSocket(request, from);
      case EVENT_STREAM ->
          new Subscription.Opening.Open(EventStreamChannel.open(http, page(request, from)));
      case LONG_POLL ->
          new Subscription.Opening.Open(new PollChannel(http, at -> poll(request, at), from));
    };
  }

  private Subscription.Opening overSocket(StreamRequest request, From from) {
    return switch (Line.open(http, Line.address(server, "/v1/push"), token.get())) {
      case Line.Attempt.Open(var line) ->
          new Subscription.Opening.Open(SocketChannel.over(line, request, from));
      case Line.Attempt.Failed(var why, var fatal) ->
          new Subscription.Opening.Failed(new Signal.Refused(why, "", !fatal, Duration.ZERO));
    };
  }

  private HttpRequest.Builder poll(StreamRequest request, From from) {
    return page(request, from, "waitMs=" + POLL_WAIT.toMillis()).timeout(POLL_LIMIT);
  }

  private HttpRequest.Builder page(StreamRequest request, From from, String... more) {
    var query = new StringBuilder(query(from));
    var every = request.latestEvery();
    if (every != null) {
      query.append("&deliver=latest&intervalMs=").append(every.toMillis());
    }
    for (var pair : more) {
      query.append('&').append(pair);
    }
    return HttpRequest.newBuilder(
            Line.page(server, "/v1/streams/" + request.stream() + "?" + query))
        .header("Authorization", "Bearer " + token.get());
  }

  private static String query(From from) {
    return switch (from) {
      case From.Snapshot _ -> "from=snapshot";
      case From.Live _ -> "from=live";
      case From.Earliest _ -> "from=earliest";
      case From.Time(var instant) ->
          "fromTime=" + URLEncoder.encode(instant.toString(), StandardCharsets.UTF_8);
      case From.Cursor(var text) -> "cursor=" + URLEncoder.encode(text, StandardCharsets.UTF_8);
    };
  }

  @Override
  public void close() {
    http.shutdownNow();
    threads.shutdownNow();
  }
}
