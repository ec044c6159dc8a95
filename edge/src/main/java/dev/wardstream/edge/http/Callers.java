package dev.wardstream.edge.http;

import dev.wardstream.edge.access.Certificates;
import dev.wardstream.edge.access.InvalidToken;
import dev.wardstream.edge.access.Principal;
import dev.wardstream.edge.access.TokenVerifier;
import dev.wardstream.edge.audit.RefusalLog;
import dev.wardstream.edge.socket.ErrorCode;
import dev.wardstream.edge.socket.Refusal;
import dev.wardstream.edge.undertow.PeerCertificate;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import java.security.cert.X509Certificate;
import java.time.Duration;

/**
 * Who sends a request: the principal of its one bearer token, or, without one, of the certificate
 * of the connection, as at the upgrade of a socket. May wait; not for I/O threads.
 */
public final class Callers {
  private static final String BEARER = "Bearer ";

  private static final String TOKEN = "http.token";

  private static final Duration MOMENT = Duration.ofSeconds(1);

  private final TokenVerifier tokens;
  private final Certificates certificates;
  private final RefusalLog refusals;

  /**
   * Knows callers by what they show.
   *
   * @param certificates where the listener asks for them
   * @param refusals where it is recorded what they may not do
   */
  public Callers(TokenVerifier tokens, Certificates certificates, RefusalLog refusals) {
    this.tokens = tokens;
    this.certificates = certificates;
    this.refusals = refusals;
  }

  /**
   * The caller, or a refusal because there is no valid token or certificate, or because too many of
   * the caller's requests are in progress.
   */
  public Caller of(HttpServerExchange exchange) throws Refusal {
    var path = exchange.getRequestPath();
    var address = exchange.getSourceAddress().getAddress().getHostAddress();
    var visit = Visit.of(exchange);
    Principal principal;
    try {
      var shown = PeerCertificate.insteadOfToken(exchange);
      principal = shown == null ? principal(exchange) : principal(shown);
    } catch (Refusal e) {
      if (e.code() == ErrorCode.UNAUTHENTICATED) {
        refusals.refused(e.denied(null, TOKEN, path, address));
      }
      throw e;
    }
    visit.claim(principal);
    return new Caller(principal, path, address, visit, refusals);
  }

  private Principal principal(X509Certificate shown) throws Refusal {
    if (certificates.whyNotReady().isPresent()) {
      throw Refusal.retry(ErrorCode.UNAVAILABLE, "starting: nothing was recorded", MOMENT);
    }
    try {
      return certificates.principal(shown, tokens.standing());
    } catch (InvalidToken e) {
      throw Refusal.of(ErrorCode.UNAUTHENTICATED, "the certificate is not valid here");
    }
  }

  private Principal principal(HttpServerExchange exchange) throws Refusal {
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
