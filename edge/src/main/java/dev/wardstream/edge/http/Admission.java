package dev.wardstream.edge.http;

import dev.wardstream.edge.limit.NoSeat;
import dev.wardstream.edge.limit.Seat;
import dev.wardstream.edge.limit.Seats;
import dev.wardstream.edge.socket.Refusal;
import dev.wardstream.edge.socket.SocketMetrics;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;

/**
 * Lets requests in to a page, as many at a time and as fast as their address may have; before any
 * token is looked at, for that costs a signature.
 *
 * @param next the page
 * @param seats of the server
 * @param otherwise answers who is not let in
 */
public record Admission(
    HttpHandler next, Seats seats, SocketMetrics metrics, Bodies.Otherwise otherwise)
    implements HttpHandler {

  @Override
  public void handleRequest(HttpServerExchange exchange) throws Exception {
    try {
      admit(exchange);
    } catch (Refusal e) {
      metrics.refused(e.code());
      otherwise.refuse(exchange, Answers.status(e.code()), e);
      return;
    }
    next.handleRequest(exchange);
  }

  private void admit(HttpServerExchange exchange) throws Refusal {
    try {
      var visit = new Visit(seats, exchange.getSourceAddress().getAddress(), metrics);
      visit.begin(exchange);
      var shows = exchange.getRequestHeaders().contains(Headers.AUTHORIZATION);
      visit.requests(shows ? Seat.HANDSHAKE : 1);
    } catch (NoSeat e) {
      throw Visit.full(e, metrics);
    }
  }
}
