package dev.wardstream.clinical.alerts;

import dev.wardstream.clinical.alerts.AlertInstance.Inactive;
import dev.wardstream.clinical.alerts.AlertInstance.Signal;
import dev.wardstream.clinical.rules.RuleSetId;
import dev.wardstream.clinical.rules.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The alerts of one patient: every family goes through the same life here, technical ones included
 * (they are acknowledged, call the next group and latch after HIGH like any other). The thread that
 * runs the patient owns it. Every change of an instance adds exactly one event, and the events are
 * numbered without a hole.
 */
public final class AlertBook {
  private final String patient;
  private final TreeMap<String, AlertInstance> open = new TreeMap<>();
  private List<AlertEvent> events = List.of();
  private long seq;
  private @Nullable RuleSetId rules;
  private Marker marker = _ -> Marks.NONE;

  /** Knows what keeps the signal of an alert away. */
  @FunctionalInterface
  public interface Marker {
    /** The marks of an instance. */
    Marks marks(AlertInstance instance);
  }

  /** The book of a patient without alerts. */
  public AlertBook(String patient) {
    this.patient = patient;
  }

  /** Takes up what was kept. */
  public void restore(long newestSeq, Collection<AlertInstance> instances) {
    seq = newestSeq;
    open.clear();
    instances.forEach(one -> open.put(one.family(), one));
  }

  /** From now on these rules decide. */
  public void rules(RuleSetId deciding, Marker marking) {
    rules = deciding;
    marker = marking;
  }

  /** Hands over the events since the last time, oldest first. */
  public List<AlertEvent> takeEvents() {
    List<AlertEvent> taken = events;
    events = List.of();
    return taken.isEmpty() ? taken : Collections.unmodifiableList(taken);
  }

  /** Number of the newest event. */
  public long seq() {
    return seq;
  }

  /** Nothing is open. */
  public boolean isEmpty() {
    return open.isEmpty();
  }

  /** Open alerts and inactivations, by family. */
  public Map<String, AlertInstance> open() {
    return Collections.unmodifiableMap(open);
  }

  /** Open alerts and inactivations. */
  public Collection<AlertInstance> alerts() {
    return open.values();
  }

  /** The open alert of a family. */
  public @Nullable AlertInstance alert(String family) {
    return open.isEmpty() ? null : open.get(family);
  }

  /** Severity of a family. */
  public Severity severity(String family) {
    AlertInstance instance = alert(family);
    return instance == null ? Severity.NONE : instance.severity();
  }

  /** The open alert as it is to be shown. */
  public AlertState state(String family) {
    AlertInstance instance = alert(family);
    return new AlertState(
        patient, family, instance, instance == null ? Marks.NONE : marker.marks(instance));
  }

  /** The family has this severity now: RAISED, ESCALATED, DEESCALATED, CLEARED or nothing new. */
  public void become(String family, Severity severity, Cause cause, Instant now) {
    AlertInstance old = open.get(family);
    Severity before = old == null ? Severity.NONE : old.severity();
    if (severity == before) {
      return;
    }
    if (old == null || before == Severity.NONE) {
      raise(family, severity, cause, now);
    } else if (severity == Severity.NONE) {
      clear(old, cause, now);
    } else if (severity.compareTo(before) > 0) {
      escalate(old, severity, cause, now);
    } else {
      deescalate(old, severity, cause, now);
    }
  }

  private void raise(String family, Severity severity, Cause cause, Instant now) {
    AlertInstance latched = open.get(family);
    Draft draft =
        latched == null
            ? new Draft(AlertId.of(patient, family, cause.eventTime()), family, cause)
            : new Draft(latched);
    draft.occurrence++;
    draft.episodeAt = cause.eventTime();
    draft.become(severity, cause);
    sound(draft, cause, now);
    add(AlertEventType.RAISED, draft, Told.by(cause, now));
  }

  private void escalate(AlertInstance old, Severity severity, Cause cause, Instant now) {
    Draft draft = new Draft(old);
    draft.become(severity, cause);
    sound(draft, cause, now);
    add(AlertEventType.ESCALATED, draft, Told.by(cause, now));
  }

  /**
   * A raised severity sounds again and nobody has acknowledged it yet. A retrospective one stays
   * silent until the data is fresh, but does not stop the clock of an alert that already sounds.
   */
  private void sound(Draft draft, Cause cause, Instant now) {
    boolean sounding = draft.tierSince != null;
    Signal before = draft.ackedBy == null ? draft.signal : draft.signal.over();
    draft.ackedBy = null;
    draft.annunciate(now);
    draft.soundedSeq = seq + 1;
    if (cause.retrospective()) {
      draft.retrospective = true;
      draft.tierSince = sounding ? now : null;
      draft.signal = sounding ? draft.signal : before;
    }
  }

  /** Keeps the acknowledgement; a fresh one annunciates an episode that was silent so far. */
  private void deescalate(AlertInstance old, Severity severity, Cause cause, Instant now) {
    Draft draft = new Draft(old);
    draft.become(severity, cause);
    boolean annunciated = old.retrospective() && !cause.retrospective();
    if (annunciated) {
      draft.annunciate(now);
      draft.soundedSeq = seq + 1;
    }
    add(AlertEventType.DEESCALATED, draft, Told.by(cause, now).annunciated(annunciated));
  }

  /**
   * Latched, thus still open, iff HIGH occurred and nobody has acknowledged. That nobody was
   * watching is over when somebody is: latched, it would hide what there is to see.
   */
  private void clear(AlertInstance old, Cause cause, Instant now) {
    Draft draft = new Draft(old);
    draft.become(Severity.NONE, cause);
    draft.tierSince = null;
    boolean latched = old.hadHigh() && !old.acked() && !Families.isDelivery(old.family());
    add(AlertEventType.CLEARED, draft, Told.by(cause, now).open(latched));
  }

  /** A new worst value, or the first fresh one of an episode that was silent so far. */
  public void update(AlertInstance old, Cause cause, Instant now) {
    Draft draft = new Draft(old);
    draft.report(cause);
    boolean annunciated = old.retrospective() && !cause.retrospective();
    if (annunciated) {
      draft.annunciate(now);
      draft.soundedSeq = seq + 1;
    }
    add(AlertEventType.UPDATED, draft, Told.by(cause, now).annunciated(annunciated));
  }

  /** A person acknowledges; a latched alert is thereby closed. */
  public void acknowledge(AlertInstance old, String user, @Nullable String note, Instant now) {
    Draft draft = new Draft(old);
    draft.ackedBy = user;
    draft.tierSince = null;
    add(AlertEventType.ACKED, draft, Told.person(user, note, now));
    if (old.latched()) {
      close(old, user, note, now);
    }
  }

  /** A person closes a latched alert. */
  public void close(AlertInstance old, String user, @Nullable String note, Instant now) {
    Draft draft = new Draft(open.getOrDefault(old.family(), old));
    draft.tierSince = null;
    add(AlertEventType.CLOSED, draft, Told.person(user, note, now).open(false));
  }

  /** Nobody acknowledged in time: the next group is called. */
  public void callNextTier(AlertInstance old, Instant now) {
    Draft draft = new Draft(old);
    draft.tier++;
    add(AlertEventType.TIER_UP, draft, Told.engine(now));
  }

  /** A person writes something about it; nothing else changes. */
  public void comment(AlertInstance old, String user, @Nullable String note, Instant now) {
    add(AlertEventType.COMMENTED, new Draft(old), Told.person(user, note, now));
  }

  /** The first client confirms that it has the alert. */
  public void delivered(AlertInstance old, String user, Instant now) {
    Draft draft = new Draft(old);
    draft.signal = old.signal().delivered(now, user);
    add(AlertEventType.DELIVERED, draft, Told.person(user, null, now));
  }

  /** The first person has it before their eyes; thereby it is delivered, too. */
  public void seen(AlertInstance old, String user, Instant now) {
    Draft draft = new Draft(old);
    draft.signal = old.signal().seen(now, user);
    add(AlertEventType.SEEN, draft, Told.person(user, null, now));
  }

  /** Alarms become inactive, or the end of what is inactive moves. */
  public void inactivate(AlertEventType type, String family, Inactive inactive) {
    AlertInstance old = open.get(family);
    Instant now = inactive.from();
    Draft draft =
        old == null
            ? new Draft(AlertId.of(patient, family, now), family, Cause.ofTime(now, "", List.of()))
            : new Draft(old);
    draft.occurrence = 1;
    draft.inactivation = inactive;
    add(type, draft, Told.person(inactive.by(), inactive.note(), now).until(inactive.until()));
  }

  /** Alarms are active again; what is active of the family counts its time from now. */
  public void activate(AlertEventType type, AlertInstance old, @Nullable String user, Instant now) {
    add(
        type,
        new Draft(old),
        (user == null ? Told.engine(now) : Told.person(user, null, now)).open(false));
  }

  /** Unacknowledged time counts from now, without an event of its own. */
  public void restartClock(String family, Instant now) {
    AlertInstance old = open.get(family);
    if (old != null && old.severity() != Severity.NONE && old.tierSince() != null) {
      Draft draft = new Draft(old);
      draft.annunciate(now);
      draft.retrospective = old.retrospective();
      open.put(family, draft.build(old.changedAt(), old.seq(), old.ruleSet()));
    }
  }

  /** The open alert with this id. */
  public @Nullable AlertInstance find(UUID alertId) {
    for (AlertInstance instance : open.values()) {
      if (instance.alertId().equals(alertId)) {
        return instance;
      }
    }
    return null;
  }

  /** When the next group is to be called; null when nobody is. */
  public static @Nullable Instant nextTierAt(AlertInstance instance, List<Duration> waits) {
    Instant since = instance.tierSince();
    return since == null || instance.tier() >= waits.size()
        ? null
        : since.plus(waits.get(instance.tier()));
  }

  private void add(AlertEventType type, Draft draft, Told told) {
    RuleSetId deciding = rules;
    if (deciding == null) {
      throw new IllegalStateException("nobody said which rules decide");
    }
    seq++;
    AlertInstance next = draft.build(told.eventTime(), seq, deciding);
    if (told.open()) {
      open.put(next.family(), next);
    } else {
      open.remove(next.family());
    }
    if (events.isEmpty()) {
      events = new ArrayList<>(2);
    }
    events.add(told.event(type, patient, next, marker.marks(next)));
  }
}
