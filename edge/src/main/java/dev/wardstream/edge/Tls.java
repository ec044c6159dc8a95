package dev.wardstream.edge;

import dev.wardstream.edge.tls.CertificateFiles;
import dev.wardstream.edge.tls.KeyStoreFile;
import dev.wardstream.edge.tls.PemFiles;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;
import org.xnio.Sequence;

/**
 * How the server proves who it is: TLS 1.3, or 1.2 with ephemeral keys and authenticated ciphers.
 *
 * @param certificate where the certificate and its key are
 * @param check pause between two looks for a renewed certificate
 */
public record Tls(CertificateFiles certificate, Duration check) {
  private static final Duration CHECK = Duration.ofSeconds(5);

  static final Sequence<String> VERSIONS = Sequence.of("TLSv1.3", "TLSv1.2");

  /** RFC 9325 §4.2 for TLS 1.2; all of TLS 1.3 that the JDK has. */
  static final Sequence<String> CIPHERS =
      Sequence.of(
          "TLS_AES_256_GCM_SHA384",
          "TLS_CHACHA20_POLY1305_SHA256",
          "TLS_AES_128_GCM_SHA256",
          "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
          "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
          "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
          "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
          "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256",
          "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256");

  public Tls {
    if (check.toMillis() < 10 || check.toHours() > 24) {
      throw new IllegalArgumentException("TLS_CHECK is %s, not PT0.01S to PT24H".formatted(check));
    }
  }

  /** Reads {@code TLS_KEYSTORE} or {@code TLS_CERTIFICATE} with {@code TLS_KEY}. */
  static Optional<Tls> from(Settings settings) {
    var password = settings.take("TLS_PASSWORD", Secret::new).orElse(new Secret(""));
    var store = settings.take("TLS_KEYSTORE", Path::of);
    var certificate = settings.take("TLS_CERTIFICATE", Path::of);
    var key = settings.take("TLS_KEY", Path::of);
    var check = settings.take("TLS_CHECK", Duration::parse).orElse(CHECK);
    if (certificate.isPresent() != key.isPresent()) {
      throw new IllegalArgumentException("TLS_CERTIFICATE and TLS_KEY need each other");
    }
    if (store.isPresent() && key.isPresent()) {
      throw new IllegalArgumentException("set TLS_KEYSTORE or TLS_CERTIFICATE, not both");
    }
    Optional<CertificateFiles> files =
        store
            .<CertificateFiles>map(file -> new KeyStoreFile(file, password))
            .or(() -> certificate.map(file -> new PemFiles(file, key.orElseThrow())));
    return files.map(found -> new Tls(found, check));
  }

  /**
   * To be called before anything in this process speaks TLS: the JDK reads it once and has no other
   * way to set it.
   */
  static void refuseRenegotiation() {
    System.setProperty("jdk.tls.rejectClientInitiatedRenegotiation", "true");
  }

  /**
   * A context that shows what these keys have at the moment.
   *
   * @param clients whose certificates are accepted; null when clients have none
   */
  SSLContext context(X509ExtendedKeyManager keys, @Nullable ClientTrust clients) {
    try {
      var context = SSLContext.getInstance("TLS");
      context.init(new KeyManager[] {keys}, clients == null ? null : clients.managers(), null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK has no TLS", e);
    }
  }
}
