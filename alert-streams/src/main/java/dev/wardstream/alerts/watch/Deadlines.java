package dev.wardstream.alerts.watch;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * When the next timer of each patient of a partition is due, earliest first. A deadline that moves
 * back, as that of a signal does with every reading, costs nothing until its old time has come.
 * Rebuilt from the store whenever a task begins; belongs to the thread that runs it.
 */
final class Deadlines {
  private static final long NEVER = Long.MAX_VALUE;

  private final Map<String, Timer> byPatient = new HashMap<>();
  private final PriorityQueue<Turn> turns =
      new PriorityQueue<>(
          Comparator.comparingLong(Turn::at).thenComparing(turn -> turn.timer().patient));

  /** The next timer of one patient. */
  record Due(Instant at, String patient) {}

  /** A patient is looked at then, whether a timer is due or not. */
  private record Turn(long at, Timer timer) {}

  /** The deadline of a patient, and the turn at which it will be looked at. */
  private static final class Timer {
    private final String patient;
    private long due = NEVER;
    private long turn = NEVER;

    private Timer(String patient) {
      this.patient = patient;
    }
  }

  /** Replaces what was known of the patient; empty when no timer is set. */
  void set(String patient, OptionalLong atMillis) {
    Timer timer = byPatient.get(patient);
    if (timer == null) {
      timer = new Timer(patient);
      byPatient.put(patient, timer);
    }
    timer.due = atMillis.orElse(NEVER);
    takeTurn(timer);
  }

  private void takeTurn(Timer timer) {
    if (timer.due < timer.turn) {
      timer.turn = timer.due;
      turns.add(new Turn(timer.due, timer));
    }
  }

  /** The earliest timer, if it is due by then. */
  Optional<Due> dueBy(Instant now) {
    long nowMillis = now.toEpochMilli();
    while (true) {
      @Nullable Turn next = turns.peek();
      if (next == null || next.at > nowMillis) {
        return Optional.empty();
      }
      Timer timer = next.timer;
      if (next.at == timer.turn && next.at == timer.due) {
        return Optional.of(new Due(Instant.ofEpochMilli(next.at), timer.patient));
      }
      turns.poll();
      if (next.at == timer.turn) {
        timer.turn = NEVER;
        takeTurn(timer);
      }
    }
  }

  void clear() {
    byPatient.clear();
    turns.clear();
  }
}
