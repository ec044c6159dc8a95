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
import io.undertow.util.HttpString;
import java.security.cert.X509Certificate;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Who sends a request: the principal of its one bearer token, or, without one, of the certificate
 * of the connection, as at the upgrade of a socket. May wait; not for I/O threads.
 */
public final class Callers {
  private static final String BEARER = "Bearer ";

  private static final String TOKEN = "http.token";

  private static final Duration MOMENT = Duration.ofSeconds(1);

  private static final String TICKET = "ticket";

  private static final HttpString FETCH_SITE = new HttpString("Sec-Fetch-Site");

  private final TokenVerifier tokens;
  private final @Nullable Certificates certificates;
  private final RefusalLog refusals;

  /**
   * Knows callers by what they show.
   *
   * @param certificates where the listener asks for them; null when nobody comes in with one
   * @param refusals where it is recorded what they may not do
   */
  public Callers(TokenVerifier tokens, @Nullable Certificates certificates, RefusalLog refusals) {
    this.tokens = tokens;
    this.certificates = certificates;
    this.refusals = refusals;
  }

  /**
   * The caller, or a refusal because there is no valid token or certificate, or because too many of
   * the caller's requests are in progress.
   */
  public Caller of(HttpServerExchange exchange) throws Refusal {
    return known(exchange, this::shown);
  }

  /**
   * The caller, as {@link #of}; or the holder of the one-time ticket in {@code ?ticket=…}, for
   * pages that cannot send a header. The ticket is void from here on.
   */
  public Caller ofWatcher(HttpServerExchange exchange) throws Refusal {
    var given = exchange.getQueryParameters().get(TICKET);
    if (given == null || exchange.getRequestHeaders().contains(Headers.AUTHORIZATION)) {
      return of(exchange);
    }
    return known(exchange, _ -> holder(exchange, given.getFirst()));
  }

  /** What tells who sends a request. */
  @FunctionalInterface
  private interface Proven {
    Principal by(HttpServerExchange exchange) throws Refusal;
  }

  private Caller known(HttpServerExchange exchange, Proven proven) throws Refusal {
    var path = exchange.getRequestPath();
    var address = exchange.getSourceAddress().getAddress().getHostAddress();
    var visit = Visit.of(exchange);
    Principal principal;
    try {
      principal = proven.by(exchange);
    } catch (Refusal e) {
      if (e.code() == ErrorCode.UNAUTHENTICATED) {
        refusals.refused(e.denied(null, TOKEN, path, address));
      }
      throw e;
    }
    visit.claim(principal);
    return new Caller(principal, path, address, visit, refusals);
  }

  private Principal shown(HttpServerExchange exchange) throws Refusal {
    var certificate = certificates == null ? null : PeerCertificate.insteadOfToken(exchange);
    return certificate == null || certificates == null
        ? principal(exchange)
        : principal(certificate, certificates);
  }

  private Principal holder(HttpServerExchange exchange, String ticket) throws Refusal {
    try {
      return tokens.redeem(ticket, origin(exchange));
    } catch (InvalidToken e) {
      throw Refusal.of(
          ErrorCode.UNAUTHENTICATED,
          "the ticket is not valid here, or not any more: ask for another at POST /v1/tickets");
    }
  }

  /** The origin of the page that asks; browsers do not send that of one of our own with a GET. */
  private static String origin(HttpServerExchange exchange) {
    var headers = exchange.getRequestHeaders();
    var origin = headers.getFirst(Headers.ORIGIN);
    if (origin == null && "same-origin".equals(headers.getFirst(FETCH_SITE))) {
      return exchange.getRequestScheme() + "://" + headers.getFirst(Headers.HOST);
    }
    return origin == null ? "" : origin;
  }

  private Principal principal(X509Certificate shown, Certificates known) throws Refusal {
    if (known.whyNotReady().isPresent()) {
      throw Refusal.retry(ErrorCode.UNAVAILABLE, "starting: nothing was recorded", MOMENT);
    }
    try {
      return known.principal(shown, tokens.standing());
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
