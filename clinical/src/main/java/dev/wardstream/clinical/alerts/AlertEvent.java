package dev.wardstream.clinical.alerts;

import dev.wardstream.clinical.history.OffsetRange;
import dev.wardstream.clinical.rules.RuleSetId;
import dev.wardstream.clinical.rules.Severity;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One step in the life of an alert. Consumers order by {@code seq}, not by event time. {@code
 * open}, {@code acked}, {@code latched}, {@code severity}, {@code tier}, {@code occurrence} and
 * {@code marks} describe the instance after this event.
 *
 * @param alertId the same after a replay
 * @param seq +1 per event of the patient
 * @param eventTime when the condition became true
 * @param emittedAt platform time of the decision
 * @param value decimal text in the canonical unit; null for a technical alert
 * @param limit limit met, with its comparison
 * @param status of a score: COMPLETE or INCOMPLETE; null otherwise
 * @param retrospective already old when decided: recorded, not annunciated
 * @param annunciated this event annunciates an episode that was retrospective so far
 * @param marks what keeps its alarm signal away
 * @param by who acted; null for the engine
 * @param note what the person wrote
 * @param until end of a pause or of an alarm that is off; null for every other event
 * @param inputs values behind a composite value
 * @param readings positions of exactly the readings that met the condition; empty for timers and
 *     people
 */
public record AlertEvent(
    UUID alertId,
    long seq,
    int occurrence,
    String patient,
    String family,
    AlertEventType type,
    Severity severity,
    Instant eventTime,
    Instant emittedAt,
    @Nullable String value,
    String limit,
    @Nullable String status,
    boolean open,
    boolean acked,
    boolean latched,
    boolean retrospective,
    boolean annunciated,
    Marks marks,
    int tier,
    @Nullable String by,
    @Nullable String note,
    @Nullable Instant until,
    RuleSetId ruleSet,
    List<AlertInput> inputs,
    List<OffsetRange> readings) {
  public AlertEvent {
    inputs = List.copyOf(inputs);
    readings = List.copyOf(readings);
  }
}
