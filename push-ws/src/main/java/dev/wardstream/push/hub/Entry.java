package dev.wardstream.push.hub;

/** What waits in an outbox: an item to deliver, or a hole to tell of. Immutable. */
public sealed interface Entry permits Item, Gap {

  /** What it costs while it waits, in bytes. */
  int cost();
}
