package dev.wardstream.edge.tls;

import dev.wardstream.edge.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.util.Collections;
import java.util.List;

/**
 * A PKCS #12 file with one key.
 *
 * @param file the file
 * @param password of the file and the key
 */
public record KeyStoreFile(Path file, Secret password) implements CertificateFiles {

  @Override
  public List<Path> files() {
    return List.of(file);
  }

  @Override
  public Identity read() throws IOException, GeneralSecurityException {
    var secret = password.reveal().toCharArray();
    var store = KeyStore.getInstance("PKCS12");
    try (var in = Files.newInputStream(file)) {
      store.load(in, secret);
    }
    for (var alias : Collections.list(store.aliases())) {
      var chain = store.getCertificateChain(alias);
      if (store.getKey(alias, secret) instanceof PrivateKey key && chain != null) {
        return Identity.of(key, List.of(chain));
      }
    }
    throw new GeneralSecurityException("no private key with a certificate in it");
  }
}
