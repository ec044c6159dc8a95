package dev.wardstream.edge;

import dev.wardstream.edge.access.TokenRules;
import dev.wardstream.edge.http.Proxies;
import dev.wardstream.edge.socket.SocketLimits;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How an edge server listens.
 *
 * @param host address to listen on
 * @param port 0 = any free one
 * @param tls certificate; without it plain HTTP, which only a loopback address or {@code
 *     allowPlaintext} permits
 * @param clients authorities of client certificates; empty when none are asked for
 * @param allowPlaintext plain HTTP off loopback, for instance behind a proxy that terminates TLS
 * @param origins origins whose pages may connect, exact, as in {@code https://ward.example}
 * @param proxies whose word about the client is believed
 * @param limits of the sockets
 * @param rules of the tokens
 * @param ioThreads threads that own sockets
 */
public record EdgeConfig(
    String host,
    int port,
    Optional<Tls> tls,
    Optional<ClientTrust> clients,
    boolean allowPlaintext,
    Set<String> origins,
    Proxies proxies,
    SocketLimits limits,
    TokenRules rules,
    int ioThreads) {

  public EdgeConfig {
    Tls.refuseRenegotiation();
    origins = Set.copyOf(origins);
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("port is %d, not between 0 and 65535".formatted(port));
    }
    if (tls.isEmpty() && clients.isPresent()) {
      throw new IllegalArgumentException(
          "TLS_CLIENT_CA without a certificate: set TLS_KEYSTORE or TLS_CERTIFICATE too");
    }
    if (tls.isEmpty() && !allowPlaintext && !isLoopback(host)) {
      throw new IllegalArgumentException(
          "%s is not a loopback address: set TLS_KEYSTORE or TLS_CERTIFICATE, or ALLOW_PLAINTEXT=true behind a proxy"
              .formatted(host));
    }
  }

  /** Reads the settings {@code HOST}, {@code PORT}, {@code ORIGINS} and so on. */
  public static EdgeConfig from(Settings settings, int defaultPort) {
    return new EdgeConfig(
        settings.text("HOST").orElse("127.0.0.1"),
        settings.take("PORT", Integer::valueOf).orElse(defaultPort),
        Tls.from(settings),
        settings.take("TLS_CLIENT_CA", Path::of).map(ClientTrust::new),
        settings.take("ALLOW_PLAINTEXT", EdgeConfig::bool).orElse(false),
        settings.take("ORIGINS", EdgeConfig::origins).orElse(Set.of()),
        settings.take("PROXIES", Proxies::of).orElse(Proxies.NONE),
        SocketLimits.from(settings),
        TokenRules.from(settings),
        settings
            .take("IO_THREADS", Integer::valueOf)
            .orElse(Math.max(2, Runtime.getRuntime().availableProcessors())));
  }

  private static boolean bool(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException("neither true nor false");
    };
  }

  private static Set<String> origins(String list) {
    return Arrays.stream(list.split(","))
        .map(String::trim)
        .peek(URI::create)
        .collect(Collectors.toUnmodifiableSet());
  }

  private static boolean isLoopback(String host) {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("no such host: " + host, e);
    }
  }
}
