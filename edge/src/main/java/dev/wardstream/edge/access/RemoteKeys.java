package dev.wardstream.edge.access;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import java.io.IOException;
import java.net.URI;
import java.text.ParseException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keys behind a URL. An unknown key id asks the URL again, at most once in ten seconds; known keys
 * are used without asking, for an hour after the last successful answer, so an outage of the issuer
 * is survived for that long and then fails closed.
 *
 * <p>Any number of threads; one fetches while the others wait.
 */
public final class RemoteKeys implements KeySource {
  private static final Logger LOGGER = LoggerFactory.getLogger(RemoteKeys.class);
  private static final int TIMEOUT_MILLIS = 3_000;
  private static final int MAX_BYTES = 256 << 10;
  private static final Duration BETWEEN_FETCHES = Duration.ofSeconds(10);
  private static final Duration STALE = Duration.ofMinutes(5);
  private static final Duration VOID = Duration.ofHours(1);

  private record Fetched(JWKSet keys, long at) {
    boolean olderThan(Duration age) {
      return System.nanoTime() - at > age.toNanos();
    }
  }

  private final URI url;
  private volatile @Nullable Fetched fetched;
  private long asked;
  private boolean askedOnce;

  public RemoteKeys(URI url) {
    this.url = url;
  }

  @Override
  public Optional<JWK> find(String keyId) {
    var known = fetched;
    var key = known == null ? null : known.keys().getKeyByKeyId(keyId);
    if (known == null || key == null || known.olderThan(STALE)) {
      refresh(known);
      known = fetched;
    }
    return known == null || known.olderThan(VOID)
        ? Optional.empty()
        : Optional.ofNullable(known.keys().getKeyByKeyId(keyId));
  }

  private synchronized void refresh(@Nullable Fetched seen) {
    var tooSoon = askedOnce && System.nanoTime() - asked < BETWEEN_FETCHES.toNanos();
    var current = fetched;
    var already = current != null && (seen == null || current.at() != seen.at());
    if (already || tooSoon) {
      return;
    }
    askedOnce = true;
    asked = System.nanoTime();
    try {
      var keys = JWKSet.load(url.toURL(), TIMEOUT_MILLIS, TIMEOUT_MILLIS, MAX_BYTES);
      fetched = new Fetched(keys.toPublicJWKSet(), System.nanoTime());
    } catch (IOException | ParseException e) {
      LOGGER.atWarn().addKeyValue("url", url).setCause(e).log("token keys cannot be fetched");
    }
  }
}
