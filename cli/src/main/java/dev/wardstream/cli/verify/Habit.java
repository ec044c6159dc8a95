package dev.wardstream.cli.verify;

/** What a watcher does on purpose. */
enum Habit {
  /** Reads at once; its latency counts. */
  STEADY,

  /** Cuts its connection now and then, and comes back with the cursor. */
  CUT,

  /** Does not read for a while. */
  STALL,

  /** Has credit for a few items only, over WebSocket. */
  CREDIT,

  /** Opens another stream beside its own: from an old cursor, from a time, from a snapshot. */
  REWIND,

  /** Goes on over another transport, with the cursor. */
  SWITCH
}
