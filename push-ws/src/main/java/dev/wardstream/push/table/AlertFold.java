package dev.wardstream.push.table;

import dev.wardstream.push.wire.Signals;
import dev.wardstream.schemas.avro.AlertEvent;
import dev.wardstream.schemas.avro.AlertEventType;
import dev.wardstream.schemas.avro.AlertInstance;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an open alert is after an event: the same instance that the engine writes to {@code
 * alerts.active}. An event without a value, a limit, readings or inputs leaves those of the event
 * before.
 */
final class AlertFold {
  private final @Nullable AlertInstance before;
  private final AlertEvent event;

  private AlertFold(@Nullable AlertInstance before, AlertEvent event) {
    this.before = before;
    this.event = event;
  }

  /**
   * The instance after an event that leaves it open.
   *
   * @param known the open instance of the same patient and family, if any
   */
  static AlertInstance after(@Nullable AlertInstance known, AlertEvent event) {
    var same = known != null && known.getAlertId().equals(event.getAlertId());
    return new AlertFold(same ? known : null, event).instance();
  }

  private AlertInstance instance() {
    var builder =
        AlertInstance.newBuilder()
            .setAlertId(event.getAlertId())
            .setPatient(event.getPatient())
            .setFamily(event.getFamily())
            .setSeverity(event.getSeverity())
            .setRaisedAt(before == null ? event.getEventTime() : before.getRaisedAt())
            .setChangedAt(event.getEventTime())
            .setSeq(event.getSeq())
            .setSoundedSeq(soundedSeq())
            .setOccurrence(event.getOccurrence())
            .setValue(newer(event.getValue(), before == null ? null : before.getValue()))
            .setWorst(worst())
            .setLimit(newer(event.getLimit(), before == null ? null : before.getLimit()))
            .setAcked(event.getAcked())
            .setAckedBy(ackedBy())
            .setLatched(event.getLatched())
            .setRetrospective(event.getRetrospective())
            .setTier(event.getTier())
            .setRuleSet(event.getRuleSet())
            .setReadings(
                newer(event.getReadings(), before == null ? List.of() : before.getReadings()))
            .setSuppressed(event.getSuppressed())
            .setAudioPaused(event.getAudioPaused())
            .setStale(event.getStale())
            .setStatus(newer(event.getStatus(), before == null ? null : before.getStatus()))
            .setInputs(newer(event.getInputs(), before == null ? List.of() : before.getInputs()));
    inactivation(builder);
    receipts(builder);
    return builder.build();
  }

  private static @Nullable String newer(@Nullable String now, @Nullable String before) {
    return now != null ? now : before;
  }

  private static <T> List<T> newer(List<T> now, List<T> before) {
    return now.isEmpty() ? before : now;
  }

  private @Nullable String worst() {
    var sets =
        switch (event.getType()) {
          case RAISED, ESCALATED, UPDATED -> event.getValue() != null;
          case DEESCALATED, CLEARED, ACKED, CLOSED, TIER_UP, DELIVERED, SEEN -> false;
          case PAUSED, RESUMED, ALARM_OFF, ALARM_ON, COMMENTED -> false;
        };
    return sets || before == null ? event.getValue() : before.getWorst();
  }

  private long soundedSeq() {
    if (Signals.sounds(event)) {
      return event.getSeq();
    }
    return before == null ? 0 : before.getSoundedSeq();
  }

  private @Nullable String ackedBy() {
    if (!event.getAcked()) {
      return null;
    }
    return event.getType() == AlertEventType.ACKED || before == null
        ? event.getBy()
        : before.getAckedBy();
  }

  /** Who paused or switched off, why and until when. */
  private void inactivation(AlertInstance.Builder builder) {
    if (event.getType() == AlertEventType.PAUSED || event.getType() == AlertEventType.ALARM_OFF) {
      builder.setUntil(event.getUntil()).setBy(event.getBy()).setNote(event.getNote());
    } else if (before != null) {
      builder.setUntil(before.getUntil()).setBy(before.getBy()).setNote(before.getNote());
    }
  }

  /** The first receipt of each kind counts; what sounds anew is undelivered and unseen again. */
  private void receipts(AlertInstance.Builder builder) {
    if (before != null && !Signals.sounds(event)) {
      builder
          .setDeliveredAt(before.getDeliveredAt())
          .setDeliveredBy(before.getDeliveredBy())
          .setSeenAt(before.getSeenAt())
          .setSeenBy(before.getSeenBy());
    }
    Instant at = event.getEventTime();
    if (event.getType() == AlertEventType.DELIVERED && builder.getDeliveredAt() == null) {
      builder.setDeliveredAt(at).setDeliveredBy(event.getBy());
    }
    if (event.getType() == AlertEventType.SEEN && builder.getSeenAt() == null) {
      builder.setSeenAt(at).setSeenBy(event.getBy());
    }
  }
}
