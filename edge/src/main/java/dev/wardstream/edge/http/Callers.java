package dev.wardstream.edge.http;

import dev.wardstream.edge.access.InvalidToken;
import dev.wardstream.edge.access.Principal;
import dev.wardstream.edge.access.TokenVerifier;
import dev.wardstream.edge.socket.ErrorCode;
import dev.wardstream.edge.socket.Refusal;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;

/** Who sends a request: the principal of its one bearer token. May wait; not for I/O threads. */
public final class Callers {
  private static final String BEARER = "Bearer ";

  private final TokenVerifier tokens;

  public Callers(TokenVerifier tokens) {
    this.tokens = tokens;
  }

  /** The principal, or a refusal because there is no valid token. */
  public Principal of(HttpServerExchange exchange) throws Refusal {
    var values = exchange.getRequestHeaders().get(Headers.AUTHORIZATION);
    if (values == null || values.size() != 1) {
      throw Refusal.of(ErrorCode.UNAUTHENTICATED, "send one token, as Authorization: Bearer");
    }
    var header = values.getFirst();
    if (!header.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
      throw Refusal.of(ErrorCode.UNAUTHENTICATED, "send the token as Authorization: Bearer");
    }
    try {
      return tokens.verify(header.substring(BEARER.length()).trim());
    } catch (InvalidToken e) {
      throw Refusal.of(ErrorCode.UNAUTHENTICATED, "the token is not valid");
    }
  }
}
