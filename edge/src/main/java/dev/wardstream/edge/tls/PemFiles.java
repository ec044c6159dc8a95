package dev.wardstream.edge.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;

/**
 * PEM files as ACME clients write them: {@code fullchain.pem} and {@code privkey.pem}.
 *
 * @param certificate the certificate, followed by those that vouch for it
 * @param key its key in PKCS #8, not encrypted
 */
public record PemFiles(Path certificate, Path key) implements CertificateFiles {
  private static final String BEGIN = "-----BEGIN PRIVATE KEY-----";
  private static final String END = "-----END PRIVATE KEY-----";

  @Override
  public List<Path> files() {
    return List.of(certificate, key);
  }

  @Override
  public Identity read() throws IOException, GeneralSecurityException {
    var factory = CertificateFactory.getInstance("X.509");
    var chain =
        List.copyOf(
            factory.generateCertificates(
                new ByteArrayInputStream(Files.readAllBytes(certificate))));
    if (chain.isEmpty()) {
      throw new GeneralSecurityException("no certificate in " + certificate);
    }
    return Identity.of(privateKey(chain.getFirst().getPublicKey().getAlgorithm()), chain);
  }

  private PrivateKey privateKey(String algorithm) throws IOException, GeneralSecurityException {
    var pem = Files.readString(key, StandardCharsets.US_ASCII);
    var begin = pem.indexOf(BEGIN);
    var end = pem.indexOf(END);
    if (begin < 0 || end < begin) {
      throw new GeneralSecurityException(
          "no PKCS #8 key in %s: convert it with openssl pkcs8 -topk8 -nocrypt".formatted(key));
    }
    try {
      var der = Base64.getMimeDecoder().decode(pem.substring(begin + BEGIN.length(), end));
      return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(der));
    } catch (IllegalArgumentException e) {
      throw new GeneralSecurityException("the key in " + key + " is damaged", e);
    }
  }
}
