package dev.wardstream.push.wire;

import dev.wardstream.schemas.avro.AlertEvent;
import dev.wardstream.schemas.avro.OffsetRange;
import dev.wardstream.schemas.avro.Reading;
import dev.wardstream.schemas.avro.Vital;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * The life of an alert with the readings that made each decision.
 *
 * @param patient whose alert
 * @param events its events by {@code seq}; at least one
 * @param missing what belongs to it and could not be read
 */
public record Explanation(String patient, List<Told> events, List<Missing> missing) {

  /**
   * One event.
   *
   * @param at where it is in {@code alerts.events}
   * @param readings the readings its ranges name, of this patient, in the order of the log
   */
  public record Told(Spot at, AlertEvent event, List<Evidence> readings) {}

  /**
   * One reading, as sent.
   *
   * @param at the record it came in
   * @param arrived when the platform received it
   * @param deciding the vitals among its values that the rule looked at
   */
  public record Evidence(
      Spot at, String device, Instant arrived, Reading reading, Set<Vital> deciding) {}

  /**
   * A part of the log that was asked for and is not here.
   *
   * @param why {@code retention}: no longer kept; {@code absent}: this log never had it; {@code
   *     deadline}: not read in time; {@code limit}: more than one answer may carry; {@code
   *     unreadable}
   */
  public record Missing(OffsetRange range, String why) {}

  /** A position. */
  public record Spot(String topic, int partition, long offset) {
    @Override
    public String toString() {
      return topic + "/" + partition + "/" + offset;
    }
  }

  /** The newest event: how the alert stands. */
  public AlertEvent newest() {
    return events.getLast().event();
  }
}
