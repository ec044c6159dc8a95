package dev.wardstream.edge.access;

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
}
