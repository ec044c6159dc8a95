package dev.wardstream.edge;

import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * Where a service without endpoints of its own answers its operators. The pages hold no secrets and
 * no patient data, and are plain HTTP: by default they are for this machine alone.
 *
 * @param host address to listen on
 * @param port 0 = any free one
 * @param allowPlaintext whether the address may be other than loopback, as inside a cluster whose
 *     network keeps strangers out
 */
public record OperationsConfig(String host, int port, boolean allowPlaintext) {

  public OperationsConfig {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("port is %d, not between 0 and 65535".formatted(port));
    }
    if (!allowPlaintext && !isLoopback(host)) {
      throw new IllegalArgumentException(
          "%s is not a loopback address: set ALLOW_PLAINTEXT=true where the network is trusted"
              .formatted(host));
    }
  }

  /** Takes the settings {@code HOST}, {@code PORT} and {@code ALLOW_PLAINTEXT}. */
  public static OperationsConfig from(Settings settings, int defaultPort) {
    return new OperationsConfig(
        settings.text("HOST").orElse("127.0.0.1"),
        settings.take("PORT", Integer::valueOf).orElse(defaultPort),
        settings.take("ALLOW_PLAINTEXT", OperationsConfig::bool).orElse(false));
  }

  private static boolean bool(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException("neither true nor false");
    };
  }

  private static boolean isLoopback(String host) {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("no such host: " + host, e);
    }
  }
}
