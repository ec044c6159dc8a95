package dev.wardstream.ingest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/** Authorities and certificates in one key store of a folder, made with the JDK's keytool. */
final class Certificates {
  static final String PASSWORD = "changeit";

  private final Path store;

  Certificates(Path folder) {
    store = folder.resolve("all.p12");
  }

  /** An authority. */
  Certificates authority(String alias) {
    keytool(List.of("-alias", alias, "-dname", "CN=" + alias, "-ext", "bc:c"));
    return this;
  }

  /** A certificate of an authority. */
  Certificates issue(String alias, String authority, String name, String... extensions) {
    var arguments = new ArrayList<>(List.of("-alias", alias, "-dname", name, "-signer", authority));
    for (var extension : extensions) {
      arguments.add("-ext");
      arguments.add(extension);
    }
    keytool(arguments);
    return this;
  }

  private void keytool(List<String> arguments) {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of("-genkeypair", "-keyalg", "EC", "-groupname", "secp256r1"));
    command.addAll(List.of("-validity", "2", "-storetype", "PKCS12", "-storepass", PASSWORD));
    command.addAll(List.of("-keystore", store.toString()));
    command.addAll(arguments);
    try {
      var process = new ProcessBuilder(command).redirectErrorStream(true).start();
      var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new IllegalStateException(said);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** An authority's certificate as PEM. */
  Path pem(String alias) {
    try {
      var der = loaded().getCertificate(alias).getEncoded();
      var text =
          "-----BEGIN CERTIFICATE-----\n"
              + Base64.getMimeEncoder().encodeToString(der)
              + "\n-----END CERTIFICATE-----\n";
      return Files.writeString(store.resolveSibling(alias + ".pem"), text);
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(alias, e);
    }
  }

  /** A key store with one key. */
  Path only(String alias) {
    try {
      var file = store.resolveSibling(alias + ".p12");
      try (var out = Files.newOutputStream(file)) {
        single(alias).store(out, PASSWORD.toCharArray());
      }
      return file;
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(alias, e);
    }
  }

  private KeyStore loaded() throws IOException, GeneralSecurityException {
    var all = KeyStore.getInstance("PKCS12");
    try (var in = Files.newInputStream(store)) {
      all.load(in, PASSWORD.toCharArray());
    }
    return all;
  }

  private KeyStore single(String alias) throws IOException, GeneralSecurityException {
    var all = loaded();
    var one = KeyStore.getInstance("PKCS12");
    one.load(null, null);
    var secret = PASSWORD.toCharArray();
    one.setKeyEntry(alias, all.getKey(alias, secret), secret, all.getCertificateChain(alias));
    return one;
  }

  /** Shows its certificate whatever authorities the server asks for. */
  private static final class Stubborn extends X509ExtendedKeyManager {
    private final KeyStore store;
    private final String alias;

    Stubborn(KeyStore store, String alias) {
      this.store = store;
      this.alias = alias;
    }

    @Override
    public String[] getClientAliases(String keyType, Principal @Nullable [] issuers) {
      return new String[] {alias};
    }

    @Override
    public String chooseClientAlias(
        String[] keyTypes, Principal @Nullable [] issuers, @Nullable Socket socket) {
      return alias;
    }

    @Override
    public String[] getServerAliases(String keyType, Principal @Nullable [] issuers) {
      return new String[0];
    }

    @Override
    public String chooseServerAlias(
        String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
      return alias;
    }

    @Override
    public X509Certificate[] getCertificateChain(String name) {
      try {
        return new X509Certificate[] {(X509Certificate) store.getCertificate(name)};
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException(name, e);
      }
    }

    @Override
    public PrivateKey getPrivateKey(String name) {
      try {
        return (PrivateKey) store.getKey(name, PASSWORD.toCharArray());
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException(name, e);
      }
    }
  }

  /** TLS of a client that trusts an authority and shows a certificate; null for none. */
  SSLContext client(String trusted, @Nullable String alias) {
    try {
      var authorities = KeyStore.getInstance("PKCS12");
      authorities.load(null, null);
      authorities.setCertificateEntry(trusted, loaded().getCertificate(trusted));
      var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(authorities);
      var context = SSLContext.getInstance("TLS");
      var shown = alias == null ? null : new KeyManager[] {new Stubborn(loaded(), alias)};
      context.init(shown, trust.getTrustManagers(), null);
      return context;
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(String.valueOf(alias), e);
    }
  }
}
