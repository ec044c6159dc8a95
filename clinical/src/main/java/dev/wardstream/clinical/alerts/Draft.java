package dev.wardstream.clinical.alerts;

import dev.wardstream.clinical.alerts.AlertInstance.Inactive;
import dev.wardstream.clinical.alerts.AlertInstance.Signal;
import dev.wardstream.clinical.history.OffsetRange;
import dev.wardstream.clinical.rules.RuleSetId;
import dev.wardstream.clinical.rules.Severity;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An alert instance being changed by one event. Lives only inside a method of the book. */
final class Draft {
  private final UUID alertId;
  private final String family;
  private final Instant raisedAt;
  Severity severity;
  Instant episodeAt;
  long soundedSeq;
  int occurrence;
  @Nullable String value;
  @Nullable String worst;
  String limit;
  @Nullable String status;
  List<AlertInput> inputs;
  List<OffsetRange> readings;
  @Nullable String ackedBy;
  boolean hadHigh;
  boolean retrospective;
  int tier;
  @Nullable Instant tierSince;
  Signal signal = Signal.NONE;
  @Nullable Inactive inactivation;

  /** A first occurrence. */
  Draft(UUID alertId, String family, Cause cause) {
    this.alertId = alertId;
    this.family = family;
    raisedAt = cause.eventTime();
    severity = Severity.NONE;
    episodeAt = cause.eventTime();
    limit = cause.limit();
    inputs = cause.inputs();
    readings = cause.readings();
  }

  Draft(AlertInstance instance) {
    alertId = instance.alertId();
    family = instance.family();
    raisedAt = instance.raisedAt();
    severity = instance.severity();
    episodeAt = instance.episodeAt();
    soundedSeq = instance.soundedSeq();
    occurrence = instance.occurrence();
    value = instance.value();
    worst = instance.worst();
    limit = instance.limit();
    status = instance.status();
    inputs = instance.inputs();
    readings = instance.readings();
    ackedBy = instance.ackedBy();
    hadHigh = instance.hadHigh();
    retrospective = instance.retrospective();
    tier = instance.tier();
    tierSince = instance.tierSince();
    signal = instance.signal();
    inactivation = instance.inactivation();
  }

  /** Takes over severity and evidence. */
  void become(Severity next, Cause cause) {
    severity = next;
    hadHigh |= next == Severity.HIGH;
    report(cause);
  }

  /** Takes over the evidence. */
  void report(Cause cause) {
    value = cause.value();
    worst = cause.worst();
    limit = cause.limit();
    status = cause.status();
    inputs = cause.inputs();
    readings = cause.readings().isEmpty() ? readings : cause.readings();
  }

  /** Sounds from now on; unacknowledged time counts from now. */
  void annunciate(Instant now) {
    retrospective = false;
    tier = 0;
    tierSince = ackedBy == null ? now : null;
    signal = signal.raised(now, severity == Severity.HIGH ? now : null);
  }

  AlertInstance build(Instant changedAt, long seq, RuleSetId ruleSet) {
    return new AlertInstance(
        alertId,
        family,
        severity,
        raisedAt,
        episodeAt,
        changedAt,
        seq,
        soundedSeq,
        occurrence,
        value,
        worst,
        limit,
        status,
        inputs,
        readings,
        ackedBy,
        hadHigh,
        retrospective,
        tier,
        tierSince,
        signal,
        inactivation,
        ruleSet);
  }
}
