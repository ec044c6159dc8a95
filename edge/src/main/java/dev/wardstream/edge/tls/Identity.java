package dev.wardstream.edge.tls;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.security.interfaces.EdECPublicKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A certificate with its key; they are known to belong together.
 *
 * @param key of the first certificate
 * @param chain the server's certificate first, then those that vouch for it
 */
public record Identity(PrivateKey key, List<X509Certificate> chain) {

  public Identity {
    chain = List.copyOf(chain);
  }

  static Identity of(PrivateKey key, List<? extends Certificate> certificates)
      throws GeneralSecurityException {
    var chain = new ArrayList<X509Certificate>();
    for (var each : certificates) {
      if (!(each instanceof X509Certificate certificate)) {
        throw new GeneralSecurityException("not an X.509 certificate");
      }
      chain.add(certificate);
    }
    requirePair(key, chain.getFirst().getPublicKey());
    return new Identity(key, chain);
  }

  /** A renewal is two files for a moment: the certificate of one key beside another key. */
  private static void requirePair(PrivateKey secret, PublicKey known)
      throws GeneralSecurityException {
    var signature = Signature.getInstance(algorithm(known));
    var probe = new byte[32];
    signature.initSign(secret);
    signature.update(probe);
    var signed = signature.sign();
    signature.initVerify(known);
    signature.update(probe);
    if (!signature.verify(signed)) {
      throw new GeneralSecurityException("the key is not the certificate's");
    }
  }

  private static String algorithm(PublicKey key) throws GeneralSecurityException {
    if (key instanceof EdECPublicKey) {
      return "EdDSA";
    }
    return switch (KeyFactory.getInstance(key.getAlgorithm()).getAlgorithm()) {
      case "EC" -> "SHA256withECDSA";
      case "RSA" -> "SHA256withRSA";
      default -> throw new GeneralSecurityException("neither an EC, an RSA nor an EdDSA key");
    };
  }

  /** After this the certificate is void. */
  public Instant expires() {
    return chain.getFirst().getNotAfter().toInstant();
  }

  /** Whether the certificate may be shown at this time. */
  boolean isValid(Instant now) {
    var leaf = chain.getFirst();
    return !now.isBefore(leaf.getNotBefore().toInstant()) && !now.isAfter(expires());
  }
}
