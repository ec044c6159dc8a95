package dev.wardstream.edge.rights;

import dev.wardstream.edge.table.Row;
import dev.wardstream.edge.table.TableListener;
import dev.wardstream.schemas.avro.GlassGrant;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Who broke the glass, and for which patient: {@code care.glass}. Such a grant adds to what table
 * and token give, and neither narrows it.
 *
 * <p>Changed by one thread, asked by any. What has ended is forgotten an hour later.
 */
public final class Glass implements TableListener<GlassGrant> {
  private static final Duration KNOWN = Duration.ofHours(1);

  private final Map<String, GlassGrant> grants = new ConcurrentHashMap<>();
  private final InstantSource clock;

  Glass(InstantSource clock) {
    this.clock = clock;
  }

  /** The key of a record. */
  public static String key(String account, String patient) {
    return account + "|" + patient;
  }

  @Override
  public void changed(String key, @Nullable Row<GlassGrant> row) {
    put(key, row == null ? null : row.value());
  }

  /** Takes a record; null removes the grant. */
  public void put(String key, @Nullable GlassGrant grant) {
    var old = clock.instant().minus(KNOWN);
    grants.values().removeIf(known -> known.getUntil().isBefore(old));
    if (grant == null) {
      grants.remove(key);
    } else if (!grant.getUntil().isBefore(old)) {
      grants.put(key, grant);
    }
  }

  /** Whether an account may see a patient now. */
  public boolean covers(String account, String patient) {
    if (grants.isEmpty()) {
      return false;
    }
    var grant = grants.get(key(account, patient));
    return grant != null && clock.instant().isBefore(grant.getUntil());
  }

  /** Whether a grant of anybody has ended after one instant and not after another. */
  boolean hasEndedWithin(Instant after, Instant upTo) {
    return grants.values().stream()
        .map(GlassGrant::getUntil)
        .anyMatch(until -> until.isAfter(after) && !until.isAfter(upTo));
  }
}
