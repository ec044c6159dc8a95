package dev.wardstream.client;

import java.time.Instant;

/** Where a stream begins. */
public sealed interface From {

  /** The state now, then everything after it. */
  record Snapshot() implements From {}

  /** What comes from now on. */
  record Live() implements From {}

  /** Everything the log still holds. */
  record Earliest() implements From {}

  /** What arrived at or after an instant. */
  record Time(Instant instant) implements From {}

  /** Everything after a cursor, of any node and any transport. */
  record Cursor(String text) implements From {}
}
