package dev.wardstream.clinical.alerts;

import dev.wardstream.clinical.history.OffsetRange;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How an event is told: the part of it that is not the instance after it. */
record Told(
    Instant eventTime,
    Instant now,
    boolean open,
    boolean retrospective,
    boolean annunciated,
    List<OffsetRange> readings,
    @Nullable Person person,
    @Nullable Instant until) {
  record Person(String user, @Nullable String note) {}

  static Told by(Cause cause, Instant now) {
    return new Told(
        cause.eventTime(), now, true, cause.retrospective(), false, cause.readings(), null, null);
  }

  static Told person(String user, @Nullable String note, Instant now) {
    return new Told(now, now, true, false, false, List.of(), new Person(user, note), null);
  }

  static Told engine(Instant now) {
    return new Told(now, now, true, false, false, List.of(), null, null);
  }

  Told open(boolean stays) {
    return new Told(eventTime, now, stays, retrospective, annunciated, readings, person, until);
  }

  Told annunciated(boolean first) {
    return new Told(eventTime, now, open, retrospective, first, readings, person, until);
  }

  Told until(Instant end) {
    return new Told(eventTime, now, open, retrospective, annunciated, readings, person, end);
  }

  AlertEvent event(AlertEventType type, String patient, AlertInstance after, Marks marks) {
    return new AlertEvent(
        after.alertId(),
        after.seq(),
        after.occurrence(),
        patient,
        after.family(),
        type,
        after.severity(),
        eventTime,
        now,
        after.value(),
        after.limit(),
        after.status(),
        open,
        after.acked(),
        open && after.latched(),
        retrospective,
        annunciated,
        marks,
        after.tier(),
        person == null ? null : person.user,
        person == null ? null : person.note,
        until,
        after.ruleSet(),
        after.inputs(),
        readings);
  }
}
