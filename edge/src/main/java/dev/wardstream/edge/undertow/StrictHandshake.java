package dev.wardstream.edge.undertow;

import dev.wardstream.edge.access.Certificates;
import dev.wardstream.edge.access.InvalidToken;
import dev.wardstream.edge.access.Principal;
import dev.wardstream.edge.audit.Denied;
import dev.wardstream.edge.limit.NoSeat;
import dev.wardstream.edge.limit.Seat;
import dev.wardstream.edge.limit.Seats;
import dev.wardstream.edge.socket.SocketContext;
import dev.wardstream.edge.socket.Traceparent;
import io.undertow.security.api.AuthenticationMode;
import io.undertow.security.impl.SecurityContextImpl;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.protocol.http.HttpServerConnection;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import io.undertow.util.Methods;
import io.undertow.util.Protocols;
import io.undertow.util.StatusCodes;
import java.util.Base64;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The checks of RFC 6455 §4.2.1 that the library does not make, then origin, connection limit and
 * bearer token. Everything refused here gets an HTTP status and no socket.
 *
 * <p>Runs on I/O threads; tokens are verified on a worker. The place of a connection is reserved
 * before the upgrade and held until TCP closes, so that the limits are exact.
 */
final class StrictHandshake implements HttpHandler {
  private static final HttpString KEY = new HttpString("Sec-WebSocket-Key");
  private static final HttpString VERSION = new HttpString("Sec-WebSocket-Version");
  private static final HttpString TRACEPARENT = new HttpString(Traceparent.HEADER);
  private static final String BEARER = "Bearer ";
  private static final int KEY_BYTES = 16;

  private final HttpHandler upgrade;
  private final SocketContext context;
  private final Set<String> origins;
  private final Seats seats;
  private final @Nullable Certificates certificates;

  /**
   * @param upgrade the library
   * @param origins allowed origins, exact
   * @param certificates of peers that have one; null when none are asked for
   * @param seats places of the server, shared by all its endpoints
   */
  StrictHandshake(
      HttpHandler upgrade,
      SocketContext context,
      Set<String> origins,
      @Nullable Certificates certificates,
      Seats seats) {
    this.upgrade = upgrade;
    this.context = context;
    this.origins = origins;
    this.certificates = certificates;
    this.seats = seats;
  }

  @Override
  public void handleRequest(HttpServerExchange exchange) throws Exception {
    exchange.setRelativePath(exchange.getRequestPath()).setResolvedPath("");
    var fault = fault(exchange);
    if (fault != 0) {
      if (fault == StatusCodes.FORBIDDEN) {
        record(exchange, "origin");
      }
      refuse(exchange, fault);
      return;
    }
    try {
      var greets = !exchange.getRequestHeaders().contains(Headers.AUTHORIZATION);
      var seat = seats.reserve(exchange.getSourceAddress().getAddress(), greets);
      exchange.getConnection().addCloseListener(_ -> seat.release());
      authenticate(exchange, seat);
    } catch (NoSeat e) {
      refuse(exchange, e.full());
    }
  }

  private int fault(HttpServerExchange exchange) {
    var headers = exchange.getRequestHeaders();
    if (!exchange.getRequestMethod().equals(Methods.GET)) {
      return StatusCodes.METHOD_NOT_ALLOWED;
    }
    if (!exchange.getProtocol().equals(Protocols.HTTP_1_1)) {
      return StatusCodes.HTTP_VERSION_NOT_SUPPORTED;
    }
    if (headers.contains(Headers.CONTENT_LENGTH)
        || headers.contains(Headers.TRANSFER_ENCODING)
        || !exchange.getQueryString().isEmpty()) {
      return StatusCodes.BAD_REQUEST;
    }
    if (!hasToken(headers.getFirst(Headers.UPGRADE), "websocket")
        || !hasToken(headers.getFirst(Headers.CONNECTION), "upgrade")
        || !"13".equals(only(exchange, VERSION))) {
      return StatusCodes.UPGRADE_REQUIRED;
    }
    if (!isKey(only(exchange, KEY))) {
      return StatusCodes.BAD_REQUEST;
    }
    return isAllowedOrigin(exchange) ? 0 : StatusCodes.FORBIDDEN;
  }

  private boolean isAllowedOrigin(HttpServerExchange exchange) {
    if (!exchange.getRequestHeaders().contains(Headers.ORIGIN)) {
      return true; // not a browser
    }
    var origin = only(exchange, Headers.ORIGIN);
    return origin != null && origins.contains(origin);
  }

  /** The value of a header that is there exactly once. */
  private static @Nullable String only(HttpServerExchange exchange, HttpString name) {
    var values = exchange.getRequestHeaders().get(name);
    return values == null || values.size() != 1 ? null : values.getFirst();
  }

  private static boolean hasToken(@Nullable String list, String token) {
    if (list != null) {
      for (var each : list.split(",")) {
        if (each.trim().equalsIgnoreCase(token)) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean isKey(@Nullable String key) {
    try {
      return key != null && Base64.getDecoder().decode(key).length == KEY_BYTES;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private void authenticate(HttpServerExchange exchange, Seat seat) throws Exception {
    if (!exchange.getRequestHeaders().contains(Headers.AUTHORIZATION)) {
      withoutToken(exchange, seat);
      return;
    }
    var header = only(exchange, Headers.AUTHORIZATION);
    if (header == null || !header.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
      turnAway(exchange, "token: form");
      return;
    }
    exchange.dispatch(
        (HttpHandler) worker -> verify(worker, seat, header.substring(BEARER.length())));
  }

  /** With a certificate, or who says hello later. */
  private void withoutToken(HttpServerExchange exchange, Seat seat) throws Exception {
    var shown = PeerCertificate.insteadOfToken(exchange);
    if (certificates == null || shown == null) {
      upgrade(exchange, seat, null);
    } else if (certificates.whyNotReady().isPresent()) {
      exchange.getResponseHeaders().put(Headers.RETRY_AFTER, "1");
      refuse(exchange, StatusCodes.SERVICE_UNAVAILABLE);
    } else {
      try {
        var principal = certificates.principal(shown, context.tokens().standing());
        seat.claim(principal.subject(), principal.weight());
        upgrade(exchange, seat, principal);
      } catch (InvalidToken e) {
        turnAway(exchange, "certificate: " + e.getMessage());
      } catch (NoSeat e) {
        refuse(exchange, e.full());
      }
    }
  }

  private void verify(HttpServerExchange exchange, Seat seat, String token) throws Exception {
    try {
      var principal = context.tokens().verify(token.trim());
      seat.claim(principal.subject(), principal.weight());
      upgrade(exchange, seat, principal);
    } catch (InvalidToken e) {
      turnAway(exchange, "token: " + e.getMessage());
    } catch (NoSeat e) {
      refuse(exchange, e.full());
    }
  }

  private void upgrade(HttpServerExchange exchange, Seat seat, @Nullable Principal verified)
      throws Exception {
    var origin = exchange.getRequestHeaders().getFirst(Headers.ORIGIN);
    var bearer =
        new Bearer(
            verified,
            seat,
            origin == null ? "" : origin,
            only(exchange, TRACEPARENT),
            ((HttpServerConnection) exchange.getConnection()).getChannel());
    var security = new SecurityContextImpl(exchange, AuthenticationMode.PRO_ACTIVE, null);
    security.authenticationComplete(bearer, "BEARER", false);
    exchange.setSecurityContext(security);
    upgrade.handleRequest(exchange);
  }

  private void refuse(HttpServerExchange exchange, NoSeat.Full full) {
    context.metrics().noSeat(full);
    exchange.getResponseHeaders().put(Headers.RETRY_AFTER, "5");
    var tooFast = full == NoSeat.Full.HANDSHAKES;
    refuse(exchange, tooFast ? StatusCodes.TOO_MANY_REQUESTS : StatusCodes.SERVICE_UNAVAILABLE);
  }

  private void turnAway(HttpServerExchange exchange, String reason) {
    record(exchange, reason);
    refuse(exchange, StatusCodes.UNAUTHORIZED);
  }

  private void record(HttpServerExchange exchange, String reason) {
    var address = exchange.getSourceAddress().getAddress().getHostAddress();
    var path = exchange.getRequestPath();
    context
        .refusals()
        .refused(new Denied(Denied.NOBODY, "", Denied.UPGRADE, path, null, address, reason));
  }

  private void refuse(HttpServerExchange exchange, int status) {
    context.metrics().handshakeRefused(status);
    switch (status) {
      case StatusCodes.METHOD_NOT_ALLOWED ->
          exchange.getResponseHeaders().put(Headers.ALLOW, Methods.GET_STRING);
      case StatusCodes.UNAUTHORIZED ->
          exchange.getResponseHeaders().put(Headers.WWW_AUTHENTICATE, "Bearer");
      case StatusCodes.UPGRADE_REQUIRED -> {
        exchange.getResponseHeaders().put(Headers.UPGRADE, "websocket");
        exchange.getResponseHeaders().put(VERSION, "13");
      }
      default -> {}
    }
    exchange.setStatusCode(status).setPersistent(false);
    exchange.getConnection().terminateRequestChannel(exchange); // no waiting for a body
    exchange.endExchange();
  }
}
