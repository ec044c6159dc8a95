package dev.wardstream.edge.undertow;

import io.undertow.server.HttpServerExchange;
import io.undertow.server.RenegotiationRequiredException;
import io.undertow.util.Headers;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;

/** The certificate that the other end of an HTTP connection has proven to own. */
public final class PeerCertificate {
  private PeerCertificate() {}

  /**
   * The verified certificate of a request that shows no token; null without one, and without TLS.
   * Browsers send certificates unasked: never for a page.
   */
  public static @Nullable X509Certificate insteadOfToken(HttpServerExchange exchange) {
    var headers = exchange.getRequestHeaders();
    return headers.contains(Headers.AUTHORIZATION) || headers.contains(Headers.ORIGIN)
        ? null
        : of(exchange);
  }

  private static @Nullable X509Certificate of(HttpServerExchange exchange) {
    var tls = exchange.getConnection().getSslSessionInfo();
    if (tls == null) {
      return null;
    }
    try {
      return tls.getPeerCertificates()[0] instanceof X509Certificate own ? own : null;
    } catch (SSLPeerUnverifiedException | RenegotiationRequiredException e) {
      return null; // it was asked for one and has none
    }
  }
}
