package dev.wardstream.edge.devices;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * Ids that may be used once while they are valid. Bounded: when it is full of ids that are still
 * valid, no more are taken. Per node. Any thread.
 */
final class SingleUse {
  private final int most;
  private final Map<String, Instant> used = new HashMap<>();
  private Instant cleaned = Instant.EPOCH;

  SingleUse(int most) {
    this.most = most;
  }

  /**
   * Uses an id up.
   *
   * @param until it need not be remembered from here on
   * @return false when it has been used, or when there is no room to remember it
   */
  synchronized boolean use(String id, Instant until, Instant now) {
    if (used.size() >= most || now.isAfter(cleaned.plusSeconds(60))) {
      used.values().removeIf(end -> !now.isBefore(end));
      cleaned = now;
    }
    return used.size() < most && used.putIfAbsent(id, until) == null;
  }
}
