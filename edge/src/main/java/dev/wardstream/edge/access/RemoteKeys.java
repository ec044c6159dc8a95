package dev.wardstream.edge.access;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import java.io.IOException;
import java.net.URI;
import java.text.ParseException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keys behind a URL. An unknown key id asks the URL again, at most once in ten seconds; known keys
 * are used without asking for five minutes, and for an hour after the last successful answer, so an
 * outage of the issuer is survived for that long and then fails closed.
 *
 * <p>Any number of threads; one fetches while the others wait.
 */
public final class RemoteKeys implements KeySource {
  private static final Logger LOGGER = LoggerFactory.getLogger(RemoteKeys.class);
  private static final Duration BETWEEN_FETCHES = Duration.ofSeconds(10);
  private static final Duration STALE = Duration.ofMinutes(5);
  private static final Duration VOID = Duration.ofHours(1);

  /** Asks for the document with the keys. */
  @FunctionalInterface
  interface Origin {
    String fetch() throws IOException;
  }

  private record Fetched(JWKSet keys, long at) {}

  private final String name;
  private final Origin origin;
  private final LongSupplier nanos;
  private final ReentrantLock fetching = new ReentrantLock();
  private volatile @Nullable Fetched fetched;
  private long asked;
  private boolean askedOnce;

  /**
   * Keys from an origin.
   *
   * @param name for the log
   * @param nanos monotonic time
   */
  RemoteKeys(String name, Origin origin, LongSupplier nanos) {
    this.name = name;
    this.origin = origin;
    this.nanos = nanos;
  }

  /** Keys at an address. */
  public static RemoteKeys at(URI url) {
    return new RemoteKeys(url.toString(), () -> Documents.fetch(url), System::nanoTime);
  }

  /**
   * Keys of an OpenID provider, whose address is in its discovery document.
   *
   * @param issuer as its tokens have it; TLS, unless it is on this computer
   */
  public static RemoteKeys discovered(URI issuer) {
    Documents.requireSecure(issuer);
    return new RemoteKeys(
        issuer.toString(), () -> Documents.fetch(Documents.keysOf(issuer)), System::nanoTime);
  }

  @Override
  public Optional<JWK> find(String keyId) {
    var known = fetched;
    if (known == null || known.keys().getKeyByKeyId(keyId) == null || isOlder(known, STALE)) {
      refresh(known);
      known = fetched;
    }
    return known == null || isOlder(known, VOID)
        ? Optional.empty()
        : Optional.ofNullable(known.keys().getKeyByKeyId(keyId));
  }

  private boolean isOlder(Fetched known, Duration age) {
    return nanos.getAsLong() - known.at() > age.toNanos();
  }

  private void refresh(@Nullable Fetched seen) {
    fetching.lock();
    try {
      var now = nanos.getAsLong();
      var tooSoon = askedOnce && now - asked < BETWEEN_FETCHES.toNanos();
      var current = fetched;
      var already = current != null && (seen == null || current.at() != seen.at());
      if (tooSoon || already) {
        return;
      }
      askedOnce = true;
      asked = now;
      fetched = new Fetched(JWKSet.parse(origin.fetch()).toPublicJWKSet(), now);
    } catch (IOException | ParseException e) {
      LOGGER.atWarn().addKeyValue("issuer", name).setCause(e).log("token keys cannot be fetched");
    } finally {
      fetching.unlock();
    }
  }
}
