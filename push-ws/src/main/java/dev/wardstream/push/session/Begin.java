package dev.wardstream.push.session;

import dev.wardstream.push.stream.Cursor;
import java.time.Instant;

/** Where a subscription begins. */
sealed interface Begin {

  /** The state now, then everything after it. */
  record Snapshot() implements Begin {}

  /** What comes from now on. */
  record Live() implements Begin {}

  /** Everything the log holds. */
  record Earliest() implements Begin {}

  /** What arrived at or after an instant. */
  record At(Instant time) implements Begin {}

  /** Where a cursor stands. */
  record Resume(Cursor cursor) implements Begin {}
}
