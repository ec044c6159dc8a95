package dev.wardstream.push.presence;

import dev.wardstream.schemas.avro.Presence;
import java.util.List;

/** Where it is told to all nodes who watches what. Feed thread; never waits. */
public interface PresenceLog {

  /** Whether it takes something now; while brokers are slow it does not. */
  boolean isReady();

  /**
   * Writes statements, each in place of the one before from the same node about the same place; one
   * without entries is a tombstone. What cannot be written is lost: it is said again soon.
   */
  void write(List<Presence> statements);
}
