package dev.wardstream.edge.access;

import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Optional;

/**
 * Whom client certificates speak for. The TLS layer has verified by then that a trusted authority
 * has issued them and that the peer owns them. Never waits: I/O threads ask.
 */
public interface Certificates {

  /** Why nobody can be known yet; empty when they can. */
  Optional<String> whyNotReady();

  /**
   * The principal of a certificate; it expires with it.
   *
   * @throws InvalidToken when it names nobody who may come
   */
  Principal principal(X509Certificate certificate) throws InvalidToken;

  /**
   * The principal of a certificate that is valid now, if it still stands. TLS has looked at the
   * dates, but its connections and sessions may outlive them.
   */
  default Principal principal(X509Certificate certificate, Standing standing) throws InvalidToken {
    try {
      certificate.checkValidity();
    } catch (CertificateException e) {
      throw new InvalidToken("time");
    }
    var principal = principal(certificate);
    if (standing.lapse(principal).isPresent()) {
      throw new InvalidToken("standing");
    }
    return principal;
  }
}
