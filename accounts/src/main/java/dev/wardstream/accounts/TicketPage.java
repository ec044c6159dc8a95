package dev.wardstream.accounts;

import dev.wardstream.accounts.Page.Request;
import dev.wardstream.accounts.Page.Route;
import dev.wardstream.edge.EdgeServer;
import dev.wardstream.edge.access.TokenVerifier;
import dev.wardstream.edge.socket.Json;
import io.micrometer.core.instrument.MeterRegistry;
import io.undertow.util.Headers;
import java.time.Duration;
import java.util.Map;
import java.util.function.Predicate;

/**
 * {@code POST /v1/tickets}: a token, as Bearer, against a one-time ticket for one stream. Whether
 * the stream may be watched is decided when it is, and as long as it is.
 */
public final class TicketPage implements AutoCloseable {
  /** Where it is mounted. */
  public static final String PATH = "/v1/tickets";

  private static final int THREADS = 2;
  private static final int WAITING = 64;

  private final Predicate<String> isStream;
  private final Lane lane = new Lane("tickets", THREADS, WAITING);

  /**
   * @param isStream whether this is the name of a stream
   */
  public TicketPage(Predicate<String> isStream) {
    this.isStream = isStream;
  }

  /** Adds it to a server. */
  public void serve(EdgeServer.Builder server, TokenVerifier tokens, MeterRegistry meters) {
    var routes = Map.of("POST " + PATH, new Route("ticket", lane, this::ticket));
    server.http(PATH, new Page(Page.exactly(routes), tokens, meters));
  }

  private byte[] ticket(Request request) throws AccountRefusal {
    var principal = request.principal();
    var stream = request.form().text("stream");
    if (!isStream.test(stream)) {
      throw AccountRefusal.at("stream", "not the name of a stream, as in wards/icu-1/alerts");
    }
    var origin = request.exchange().getRequestHeaders().getFirst(Headers.ORIGIN);
    var ticket =
        request
            .tokens()
            .tickets()
            .issue(principal, origin == null ? "" : origin, stream)
            .orElseThrow(() ->
                AccountRefusal.retry(
                    Fault.RATE, "too many tickets are not used yet", Duration.ofSeconds(5)));
    var json = new StringBuilder("{\"ticket\":");
    Json.quote(json, ticket.text());
    return Json.bytes(json.append(",\"until\":\"").append(ticket.until()).append("\"}"));
  }

  @Override
  public void close() {
    lane.close();
  }
}
