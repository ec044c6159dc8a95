package dev.wardstream.edge;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Certificates for localhost, made by the JDK's keytool, and clients that trust them. */
final class TestCertificates {
  static final String PASSWORD = "changeit";

  private TestCertificates() {}

  /** A PKCS #12 file with a new certificate, valid for some days from a start such as -10d. */
  static Path keyStore(Path folder, String name, String algorithm, String start, int days)
      throws IOException, InterruptedException {
    var file = folder.resolve(name + ".p12");
    var keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    var command =
        List.of(
            keytool,
            "-genkeypair",
            "-alias",
            "it",
            "-keyalg",
            algorithm,
            "-dname",
            "CN=" + name,
            "-ext",
            "san=dns:localhost,ip:127.0.0.1",
            "-startdate",
            start,
            "-validity",
            Integer.toString(days),
            "-storetype",
            "PKCS12",
            "-keystore",
            file.toString(),
            "-storepass",
            PASSWORD);
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said;
    try (InputStream out = process.getInputStream()) {
      said = new String(out.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    }
    if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
      throw new IOException("keytool: " + said);
    }
    return file;
  }

  static Path keyStore(Path folder, String name) throws IOException, InterruptedException {
    return keyStore(folder, name, "EC", "-1d", 30);
  }

  private static KeyStore load(Path keyStore) throws IOException, GeneralSecurityException {
    var store = KeyStore.getInstance("PKCS12");
    try (var in = Files.newInputStream(keyStore)) {
      store.load(in, PASSWORD.toCharArray());
    }
    return store;
  }

  static X509Certificate certificate(Path keyStore) throws IOException, GeneralSecurityException {
    return (X509Certificate) load(keyStore).getCertificate("it");
  }

  static String certificatePem(Path keyStore) throws IOException, GeneralSecurityException {
    return pem("CERTIFICATE", certificate(keyStore).getEncoded());
  }

  static String keyPem(Path keyStore) throws IOException, GeneralSecurityException {
    Key key = load(keyStore).getKey("it", PASSWORD.toCharArray());
    return pem("PRIVATE KEY", key.getEncoded());
  }

  private static String pem(String what, byte[] der) {
    var text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    return "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n".formatted(what, text);
  }

  /** A context that trusts exactly these certificates and remembers no session. */
  static SSLContext trusting(Path... keyStores) throws IOException, GeneralSecurityException {
    var trust = KeyStore.getInstance("PKCS12");
    trust.load(null, null);
    for (var keyStore : keyStores) {
      trust.setCertificateEntry(keyStore.getFileName().toString(), certificate(keyStore));
    }
    var managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    managers.init(trust);
    var context = SSLContext.getInstance("TLS");
    context.init(null, managers.getTrustManagers(), null);
    return context;
  }
}
