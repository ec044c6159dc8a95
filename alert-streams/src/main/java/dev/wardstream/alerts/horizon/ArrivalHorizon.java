package dev.wardstream.alerts.horizon;

import java.time.Instant;

/**
 * How far a partition's state has caught up with the world. Timers that are due before this instant
 * may fire: nothing that arrived before it is still waiting in the log. Safe from any thread; never
 * blocks.
 */
@FunctionalInterface
public interface ArrivalHorizon {

  /** The horizon of one partition; {@link Instant#EPOCH} while it is unknown. Never goes back. */
  Instant of(int partition);
}
