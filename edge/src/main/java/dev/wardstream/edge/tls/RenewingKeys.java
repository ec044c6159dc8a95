package dev.wardstream.edge.tls;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/**
 * The server's key, which may be replaced at any time. A handshake chooses an alias first and asks
 * for its key and chain later: the alias names the generation, and the last two are known, so that
 * no handshake mixes two certificates. Any thread.
 */
final class RenewingKeys extends X509ExtendedKeyManager {
  private static final int KNOWN = 2;

  /** One certificate. */
  private record Generation(String alias, Identity identity) {}

  private volatile List<Generation> generations = List.of();
  private int count;

  /** From now on, new handshakes meet this certificate. Called by one thread at a time. */
  void become(Identity identity) {
    count++;
    var newest = new Generation("certificate-" + count, identity);
    var older = generations.stream().limit(KNOWN - 1L);
    generations = Stream.concat(Stream.of(newest), older).toList();
  }

  /** The certificate shown to new handshakes. */
  Identity current() {
    return generations.getFirst().identity;
  }

  private @Nullable Identity find(@Nullable String alias) {
    for (var each : generations) {
      if (each.alias.equals(alias)) {
        return each.identity;
      }
    }
    return null;
  }

  private @Nullable String choose(String keyType) {
    var newest = generations.getFirst();
    return newest.identity.key().getAlgorithm().equals(keyType) ? newest.alias : null;
  }

  @Override
  public @Nullable String chooseEngineServerAlias(
      String keyType, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
    return choose(keyType);
  }

  @Override
  public @Nullable String chooseServerAlias(
      String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
    return choose(keyType);
  }

  @Override
  public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
    var alias = choose(keyType);
    return alias == null ? null : new String[] {alias};
  }

  @Override
  public X509Certificate @Nullable [] getCertificateChain(String alias) {
    var identity = find(alias);
    return identity == null ? null : identity.chain().toArray(new X509Certificate[0]);
  }

  @Override
  public @Nullable PrivateKey getPrivateKey(String alias) {
    var identity = find(alias);
    return identity == null ? null : identity.key();
  }

  @Override
  public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
    return null; // a server only
  }

  @Override
  public @Nullable String chooseClientAlias(
      String[] keyTypes, Principal @Nullable [] issuers, @Nullable Socket socket) {
    return null; // a server only
  }
}
