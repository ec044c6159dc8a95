package dev.wardstream.edge.undertow;

import io.undertow.server.HttpServerExchange;
import io.undertow.server.RenegotiationRequiredException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;

/** The certificate that the other end of an HTTP connection has proven to own. */
public final class PeerCertificate {
  private PeerCertificate() {}

  /** The verified certificate; null without one, and without TLS. */
  public static @Nullable X509Certificate of(HttpServerExchange exchange) {
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
