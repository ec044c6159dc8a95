package dev.wardstream.edge;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * The server's certificate.
 *
 * @param keyStore PKCS #12 file with one key
 * @param password of the file and the key
 */
public record Tls(Path keyStore, Secret password) {

  /**
   * A context with this certificate.
   *
   * @param clients whose certificates are accepted; null when clients have none
   */
  SSLContext context(@Nullable ClientTrust clients) {
    try (var file = Files.newInputStream(keyStore)) {
      var secret = password.reveal().toCharArray();
      var store = KeyStore.getInstance("PKCS12");
      store.load(file, secret);
      var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(store, secret);
      var context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), clients == null ? null : clients.managers(), null);
      return context;
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalArgumentException("no usable certificate in " + keyStore, e);
    }
  }
}
