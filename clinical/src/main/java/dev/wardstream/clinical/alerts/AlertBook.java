package dev.wardstream.clinical.alerts;

import dev.wardstream.clinical.history.OffsetRange;
import dev.wardstream.clinical.rules.RuleSet;
import dev.wardstream.clinical.rules.Severity;
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
 * The alerts of one patient during one step: every family goes through the same life here, lost
 * signals included (they are acknowledged, call the next group and latch after HIGH like any
 * other). The thread that runs the step owns it. Every change of an instance adds exactly one
 * event, and the events are numbered without a hole.
 */
public final class AlertBook {
  private final String patient;
  private final RuleSet rules;
  private final List<AlertEvent> events = new ArrayList<>(0);
  private Map<String, AlertInstance> open;
  private long seq;

  /**
   * Opens the book.
   *
   * @param open open alerts by family; not modified
   * @param seq number of the patient's newest event
   */
  public AlertBook(String patient, RuleSet rules, Map<String, AlertInstance> open, long seq) {
    this.patient = patient;
    this.rules = rules;
    this.open = open;
    this.seq = seq;
  }

  /** Events of this step, oldest first. */
  public List<AlertEvent> events() {
    return List.copyOf(events);
  }

  /** How many events there are so far. */
  public int eventCount() {
    return events.size();
  }

  /** Number of the newest event. */
  public long seq() {
    return seq;
  }

  /** Open alerts by family, sorted; the map given at the start when nothing changed. */
  public Map<String, AlertInstance> open() {
    return events.isEmpty() ? open : Collections.unmodifiableMap(open);
  }

  /** Open alerts. */
  public Collection<AlertInstance> alerts() {
    return open.values();
  }

  /** The open alert of a family. */
  public @Nullable AlertInstance alert(String family) {
    return open.get(family);
  }

  /** Severity of a family. */
  public Severity severity(String family) {
    AlertInstance instance = open.get(family);
    return instance == null ? Severity.NONE : instance.severity();
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
  private static void sound(Draft draft, Cause cause, Instant now) {
    boolean sounding = draft.tierSince != null;
    draft.ackedBy = null;
    draft.annunciate(now);
    if (cause.retrospective()) {
      draft.retrospective = true;
      draft.tierSince = sounding ? now : null;
    }
  }

  /** Keeps the acknowledgement; a fresh one annunciates an episode that was silent so far. */
  private void deescalate(AlertInstance old, Severity severity, Cause cause, Instant now) {
    Draft draft = new Draft(old);
    draft.become(severity, cause);
    boolean annunciated = old.retrospective() && !cause.retrospective();
    if (annunciated) {
      draft.annunciate(now);
    }
    add(AlertEventType.DEESCALATED, draft, Told.by(cause, now).annunciated(annunciated));
  }

  /** Latched, thus still open, iff HIGH occurred and nobody has acknowledged. */
  private void clear(AlertInstance old, Cause cause, Instant now) {
    Draft draft = new Draft(old);
    draft.become(Severity.NONE, cause);
    draft.tierSince = null;
    boolean latched = old.hadHigh() && !old.acked();
    add(AlertEventType.CLEARED, draft, Told.by(cause, now).open(latched));
  }

  /** A new worst value, or the first fresh one of an episode that was silent so far. */
  public void update(AlertInstance old, Cause cause, Instant now) {
    Draft draft = new Draft(old);
    draft.report(cause);
    boolean annunciated = old.retrospective() && !cause.retrospective();
    if (annunciated) {
      draft.annunciate(now);
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
  public @Nullable Instant nextTierAt(AlertInstance instance) {
    Instant since = instance.tierSince();
    var waits = rules.tiers().of(instance.severity());
    return since == null || instance.tier() >= waits.size()
        ? null
        : since.plus(waits.get(instance.tier()));
  }

  private void add(AlertEventType type, Draft draft, Told told) {
    seq++;
    AlertInstance next = draft.build(told.eventTime, seq, rules.id());
    if (events.isEmpty()) {
      open = new TreeMap<>(open);
    }
    if (told.open) {
      open.put(next.family(), next);
    } else {
      open.remove(next.family());
    }
    events.add(told.event(type, patient, next));
  }

  /** How an event is told: the part of it that is not the instance after it. */
  private record Told(
      Instant eventTime,
      Instant now,
      boolean open,
      boolean retrospective,
      boolean annunciated,
      List<OffsetRange> readings,
      @Nullable Person person) {
    private record Person(String user, @Nullable String note) {}

    static Told by(Cause cause, Instant now) {
      return new Told(
          cause.eventTime(), now, true, cause.retrospective(), false, cause.readings(), null);
    }

    static Told person(String user, @Nullable String note, Instant now) {
      return new Told(now, now, true, false, false, List.of(), new Person(user, note));
    }

    static Told engine(Instant now) {
      return new Told(now, now, true, false, false, List.of(), null);
    }

    Told open(boolean stays) {
      return new Told(eventTime, now, stays, retrospective, annunciated, readings, person);
    }

    Told annunciated(boolean first) {
      return new Told(eventTime, now, open, retrospective, first, readings, person);
    }

    AlertEvent event(AlertEventType type, String patient, AlertInstance after) {
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
          open,
          after.acked(),
          open && after.latched(),
          retrospective,
          annunciated,
          after.tier(),
          person == null ? null : person.user,
          person == null ? null : person.note,
          after.ruleSet(),
          readings);
    }
  }
}
