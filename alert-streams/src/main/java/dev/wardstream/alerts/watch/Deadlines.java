package dev.wardstream.alerts.watch;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * When the next timer of each patient of a partition is due, earliest first. Rebuilt from the store
 * whenever a task begins; belongs to the thread that runs it.
 */
final class Deadlines {
  private final Map<String, Due> byPatient = new HashMap<>();
  private final TreeSet<Due> inOrder =
      new TreeSet<>(Comparator.comparing(Due::at).thenComparing(Due::patient));

  /** The next timer of one patient. */
  record Due(Instant at, String patient) {}

  /** Replaces what was known of the patient; empty when no timer is set. */
  void set(String patient, Optional<Instant> at) {
    @Nullable Due known = byPatient.get(patient);
    if (known != null && at.filter(known.at()::equals).isPresent()) {
      return;
    }
    if (known != null) {
      inOrder.remove(known);
      byPatient.remove(patient);
    }
    at.map(instant -> new Due(instant, patient))
        .ifPresent(due -> {
          byPatient.put(patient, due);
          inOrder.add(due);
        });
  }

  /** The earliest timer, if it is due by then. */
  Optional<Due> dueBy(Instant now) {
    return inOrder.isEmpty() || inOrder.first().at().isAfter(now)
        ? Optional.empty()
        : Optional.of(inOrder.first());
  }

  void clear() {
    byPatient.clear();
    inOrder.clear();
  }
}
