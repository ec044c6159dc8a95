package dev.wardstream.client;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * A log of one partition behind the HTTP half of the protocol; a cursor is {@code c1.} and the next
 * offset. Answers end after a few items, as on a bad network. Any thread.
 */
final class FakeServer implements AutoCloseable {
  private static final int AT_ONCE = 4;

  private final HttpServer server;
  private final List<String> queries = new ArrayList<>();
  private final long end;
  private final int cursorEvery;

  /**
   * A server.
   *
   * @param end items in the log
   * @param cursorEvery of so many events one carries its cursor, as a busy server may do
   */
  FakeServer(long end, int cursorEvery) throws IOException {
    this.end = end;
    this.cursorEvery = cursorEvery;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/v1/streams/wards/w/vitals", this::answer);
    server.createContext("/v1/streams/wards/other/vitals", FakeServer::refuse);
    server.start();
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** Queries so far, in order. */
  synchronized List<String> queries() {
    return List.copyOf(queries);
  }

  private void answer(HttpExchange exchange) throws IOException {
    var query = exchange.getRequestURI().getRawQuery();
    synchronized (this) {
      queries.add(query);
    }
    var from = query.startsWith("cursor=c1.") ? Long.parseLong(query.split("[.&]")[1]) : 0;
    var upTo = Math.min(end, from + AT_ONCE);
    var events = exchange.getRequestHeaders().getFirst("Accept").equals("text/event-stream");
    var body = events ? events(from, upTo) : poll(from, upTo);
    send(exchange, 200, events ? "text/event-stream" : "application/json", body);
  }

  private String events(long from, long upTo) {
    return ": hello\n\nevent: live\ndata: {\"live\":{\"cursor\":\"c1.%d\"}}\n\n".formatted(from)
        + LongStream.range(from, upTo)
            .mapToObj(offset ->
                (offset + 1) % cursorEvery == 0
                    ? "id: c1.%1$d\nevent: data\ndata: {\"data\":[%2$s],\ndata:  \"cursor\":\"c1.%1$d\"}\n\n"
                        .formatted(offset + 1, item(offset))
                    : "event: data\ndata: {\"data\":[%s]}\n\n".formatted(item(offset)))
            .collect(Collectors.joining());
  }

  private static String poll(long from, long upTo) {
    return "{\"data\":[%s],\"cursor\":\"c1.%d\",\"live\":false}"
        .formatted(
            LongStream.range(from, upTo)
                .mapToObj(FakeServer::item)
                .collect(Collectors.joining(",")),
            upTo);
  }

  private static String item(long offset) {
    return "{\"at\":\"vitals.readings/0/%d\",\"data\":{\"temp\":38.50}}".formatted(offset);
  }

  private static void refuse(HttpExchange exchange) throws IOException {
    var body = "{\"error\":{\"code\":\"FORBIDDEN\",\"message\":\"not yours\",\"retry\":false}}";
    send(exchange, 403, "application/json", body);
  }

  private static void send(HttpExchange exchange, int status, String type, String body)
      throws IOException {
    try (exchange) {
      var bytes = body.getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", type);
      exchange.sendResponseHeaders(status, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
