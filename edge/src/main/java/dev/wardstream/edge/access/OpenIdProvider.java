package dev.wardstream.edge.access;

import dev.wardstream.edge.Settings;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where browsers sign in at an OpenID provider: its endpoints, from its discovery document, asked
 * for when somebody wants to know, at most every ten seconds, and kept.
 *
 * <p>Any number of threads; one asks, the others do not wait for it.
 */
public final class OpenIdProvider {
  private static final Logger LOGGER = LoggerFactory.getLogger(OpenIdProvider.class);
  private static final Duration BETWEEN = Duration.ofSeconds(10);

  private final URI issuer;
  private final String client;
  private final ReentrantLock asking = new ReentrantLock();
  private volatile @Nullable Endpoints known;
  private long asked = System.nanoTime() - BETWEEN.toNanos();

  /**
   * Addresses of a provider.
   *
   * @param authorization where people prove who they are
   * @param token where a code becomes tokens
   * @param endSession where people sign out; empty when it has none
   */
  public record Endpoints(URI authorization, URI token, Optional<URI> endSession) {}

  private OpenIdProvider(URI issuer, String client) {
    this.issuer = issuer;
    this.client = client;
  }

  /**
   * The provider browsers sign in at, by {@code OIDC_CONSOLE_CLIENT}: the console's id there.
   *
   * @param issuers whose tokens are accepted, the platform's own rules among them
   * @param own the platform's own
   * @throws IllegalArgumentException when it is set and no provider is
   */
  public static Optional<OpenIdProvider> from(
      Settings settings, List<Issuer> issuers, TokenRules own) {
    return settings
        .text("OIDC_CONSOLE_CLIENT")
        .map(client ->
            issuers.stream()
                .map(issuer -> issuer.rules().issuer())
                .filter(issuer -> !issuer.equals(own.issuer()))
                .findFirst()
                .map(issuer -> of(URI.create(issuer), client))
                .orElseThrow(
                    () -> new IllegalArgumentException("OIDC_CONSOLE_CLIENT without OIDC_ISSUER")));
  }

  /** A provider that knows the console by this client id. */
  public static OpenIdProvider of(URI issuer, String client) {
    Documents.requireSecure(issuer);
    return new OpenIdProvider(issuer, client);
  }

  public URI issuer() {
    return issuer;
  }

  /** The console's id there. */
  public String client() {
    return client;
  }

  /** Its addresses; empty while it cannot be asked, or somebody else asks. May wait. */
  public Optional<Endpoints> endpoints() {
    if (known == null && asking.tryLock()) {
      try {
        ask();
      } finally {
        asking.unlock();
      }
    }
    return Optional.ofNullable(known);
  }

  /** Its addresses if somebody has asked for them. */
  public Optional<Endpoints> knownEndpoints() {
    return Optional.ofNullable(known);
  }

  private void ask() {
    var now = System.nanoTime();
    if (known != null || now - asked < BETWEEN.toNanos()) {
      return;
    }
    asked = now;
    try {
      var document = Documents.discovered(issuer);
      known =
          new Endpoints(
              Documents.required(document, "authorization_endpoint"),
              Documents.required(document, "token_endpoint"),
              Documents.address(document, "end_session_endpoint"));
    } catch (IOException e) {
      LOGGER.atWarn().addKeyValue("issuer", issuer).setCause(e).log("sign-in cannot be offered");
    }
  }
}
