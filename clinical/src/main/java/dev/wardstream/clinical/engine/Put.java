package dev.wardstream.clinical.engine;

import dev.wardstream.clinical.history.Position;
import java.time.Instant;
import java.util.List;

/**
 * What one device sent about one patient in one go.
 *
 * @param boot with {@code seq} identifies the put of the device
 * @param arrival platform time of arrival
 * @param at its position in the log
 * @param readings in the order sent
 */
public record Put(
    String device, long boot, long seq, Instant arrival, Position at, List<Reading> readings) {
  public Put {
    readings = List.copyOf(readings);
  }
}
