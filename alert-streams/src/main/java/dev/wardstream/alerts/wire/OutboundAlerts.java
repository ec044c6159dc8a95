package dev.wardstream.alerts.wire;

import dev.wardstream.clinical.alerts.AlertEvent;
import dev.wardstream.clinical.alerts.AlertInput;
import dev.wardstream.clinical.alerts.AlertInstance.Inactive;
import dev.wardstream.clinical.alerts.AlertState;
import dev.wardstream.clinical.history.OffsetRange;
import dev.wardstream.clinical.rules.RuleSetId;
import dev.wardstream.schemas.Topics;
import dev.wardstream.schemas.avro.AlertInstance;
import dev.wardstream.schemas.avro.RuleSetRef;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Alerts, from the domain to Avro. */
final class OutboundAlerts {
  private OutboundAlerts() {}

  static dev.wardstream.schemas.avro.AlertEvent event(AlertEvent event) {
    return dev.wardstream.schemas.avro.AlertEvent.newBuilder()
        .setAlertId(event.alertId().toString())
        .setSeq(event.seq())
        .setOccurrence(event.occurrence())
        .setPatient(event.patient())
        .setFamily(event.family())
        .setType(Codes.avro(event.type()))
        .setSeverity(Codes.avro(event.severity()))
        .setEventTime(event.eventTime())
        .setEmittedAt(event.emittedAt())
        .setValue(event.value())
        .setLimit(event.limit())
        .setOpen(event.open())
        .setAcked(event.acked())
        .setLatched(event.latched())
        .setRetrospective(event.retrospective())
        .setAnnunciated(event.annunciated())
        .setTier(event.tier())
        .setBy(event.by())
        .setNote(event.note())
        .setRuleSet(ruleSet(event.ruleSet()))
        .setReadings(positions(event.readings()))
        .setSuppressed(event.marks().suppressed())
        .setAudioPaused(event.marks().audioPaused())
        .setStale(event.marks().stale())
        .setUntil(event.until())
        .setStatus(event.status())
        .setInputs(inputs(event.inputs()))
        .build();
  }

  /** The open alert; null, a tombstone, for a closed one. */
  static @Nullable AlertInstance instance(AlertState state) {
    var alert = state.instance();
    return alert == null ? null : instance(state, alert);
  }

  private static AlertInstance instance(
      AlertState state, dev.wardstream.clinical.alerts.AlertInstance alert) {
    var signal = alert.signal();
    var instance =
        AlertInstance.newBuilder()
            .setAlertId(alert.alertId().toString())
            .setPatient(state.patient())
            .setFamily(alert.family())
            .setSeverity(Codes.avro(alert.severity()))
            .setRaisedAt(alert.raisedAt())
            .setChangedAt(alert.changedAt())
            .setSeq(alert.seq())
            .setSoundedSeq(alert.soundedSeq())
            .setOccurrence(alert.occurrence())
            .setValue(alert.value())
            .setWorst(alert.worst())
            .setLimit(alert.limit())
            .setAcked(alert.acked())
            .setAckedBy(alert.ackedBy())
            .setLatched(alert.latched())
            .setRetrospective(alert.retrospective())
            .setTier(alert.tier())
            .setRuleSet(ruleSet(alert.ruleSet()))
            .setReadings(positions(alert.readings()))
            .setSuppressed(state.marks().suppressed())
            .setAudioPaused(state.marks().audioPaused())
            .setStale(state.marks().stale())
            .setDeliveredAt(signal.deliveredAt())
            .setDeliveredBy(signal.deliveredBy())
            .setSeenAt(signal.seenAt())
            .setSeenBy(signal.seenBy())
            .setStatus(alert.status())
            .setInputs(inputs(alert.inputs()));
    return inactivated(instance, alert.inactivation()).build();
  }

  private static AlertInstance.Builder inactivated(
      AlertInstance.Builder instance, @Nullable Inactive inactive) {
    return inactive == null
        ? instance
        : instance.setUntil(inactive.until()).setBy(inactive.by()).setNote(inactive.note());
  }

  static List<dev.wardstream.schemas.avro.AlertInput> inputs(List<AlertInput> inputs) {
    var avro = new ArrayList<dev.wardstream.schemas.avro.AlertInput>(inputs.size());
    for (var its : inputs) {
      avro.add(
          new dev.wardstream.schemas.avro.AlertInput(
              Codes.avro(its.vital()), its.value(), its.time(), its.score()));
    }
    return avro;
  }

  private static RuleSetRef ruleSet(RuleSetId id) {
    return new RuleSetRef(id.name(), id.version(), id.hash());
  }

  private static List<dev.wardstream.schemas.avro.OffsetRange> positions(List<OffsetRange> ranges) {
    return ranges.stream()
        .map(its ->
            new dev.wardstream.schemas.avro.OffsetRange(
                Topics.VITALS_READINGS.name(), its.partition(), its.first(), its.last()))
        .toList();
  }
}
