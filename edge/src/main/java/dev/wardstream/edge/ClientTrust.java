package dev.wardstream.edge;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/**
 * The authorities whose client certificates are accepted. Clients are asked for one and may come
 * without; one of another authority ends the TLS handshake.
 *
 * @param certificates PEM file with their certificates
 */
public record ClientTrust(Path certificates) {

  TrustManager[] managers() {
    try (var file = Files.newInputStream(certificates)) {
      var store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      var authorities = CertificateFactory.getInstance("X.509").generateCertificates(file);
      if (authorities.isEmpty()) {
        throw new IllegalArgumentException("no certificate in " + certificates);
      }
      var number = 0;
      for (var authority : authorities) {
        store.setCertificateEntry("authority-" + number++, authority);
      }
      var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(store);
      return trust.getTrustManagers();
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalArgumentException("no usable certificates in " + certificates, e);
    }
  }
}
