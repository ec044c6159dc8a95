package dev.wardstream.clinical.engine;

import dev.wardstream.clinical.alerts.AlertBook;
import dev.wardstream.clinical.alerts.AlertEvent;
import dev.wardstream.clinical.alerts.AlertInstance;
import dev.wardstream.clinical.alerts.AlertState;
import dev.wardstream.clinical.alerts.Families;
import dev.wardstream.clinical.history.SampleHistory;
import dev.wardstream.clinical.vitals.Vital;
import dev.wardstream.clinical.windows.VitalWindow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One step of one patient: the patient, the rules in force, and what is to come out. Lives for the
 * step, on the patient's thread.
 */
final class Shift {
  private final Patient patient;
  private final Binding binding;
  private final SampleHistory history;
  private List<VitalWindow> windows = List.of();
  private List<Series> dirty = List.of();
  private @Nullable Set<String> shownAnew;
  boolean latestChanged;

  Shift(Patient patient, Binding binding, SampleHistory history) {
    this.patient = patient;
    this.binding = binding;
    this.history = history;
  }

  /** The same step by other rules from here on. */
  Shift with(Binding other) {
    Shift next = new Shift(patient, other, history);
    next.windows = windows;
    next.dirty = dirty;
    next.shownAnew = shownAnew;
    next.latestChanged = latestChanged;
    return next;
  }

  Patient patient() {
    return patient;
  }

  Binding binding() {
    return binding;
  }

  Plan plan() {
    return binding.plan;
  }

  SampleHistory history() {
    return history;
  }

  AlertBook book() {
    return patient.book;
  }

  Series series(Vital vital) {
    return patient.series(vital);
  }

  long nowMillis() {
    return patient.now;
  }

  Instant now() {
    return Instant.ofEpochMilli(patient.now);
  }

  void advance(long toMillis) {
    patient.now = Math.max(patient.now, toMillis);
  }

  boolean fresh(long timeMillis) {
    return patient.now - timeMillis <= plan().freshMillis;
  }

  /** Where windows to be published go. */
  List<VitalWindow> windows() {
    if (windows.isEmpty()) {
      windows = new ArrayList<>(4);
    }
    return windows;
  }

  /** The windows of the series are to be published again at the end of the step. */
  void dirty(Series series) {
    if (dirty.isEmpty()) {
      dirty = new ArrayList<>(2);
    }
    if (!dirty.contains(series)) {
      dirty.add(series);
    }
  }

  /** The alert is to be shown differently although it had no event. */
  void showAnew(String family) {
    if (shownAnew == null) {
      shownAnew = new LinkedHashSet<>();
    }
    shownAnew.add(family);
  }

  Step step(List<Disposition> dispositions, Action.@Nullable Outcome outcome) {
    for (Series series : dirty) {
      Recording.publish(this, series);
    }
    Delivery.settle(this);
    patient.deadline = Timers.next(this);
    List<AlertEvent> events = patient.book.takeEvents();
    patient.rareChange |= !events.isEmpty() || shownAnew != null;
    return new Step(events, alerts(events), dispositions, windows, latestChanged, outcome);
  }

  private List<AlertState> alerts(List<AlertEvent> events) {
    if (events.isEmpty() && shownAnew == null) {
      return List.of();
    }
    Set<String> families = new LinkedHashSet<>();
    for (AlertEvent event : events) {
      families.add(event.family());
      staleOrNot(event.family(), families);
    }
    if (shownAnew != null) {
      families.addAll(shownAnew);
    }
    List<AlertState> states = new ArrayList<>(families.size());
    families.forEach(family -> states.add(patient.book.state(family)));
    return states;
  }

  /** When a signal is lost or found, the alerts that hang on it are shown differently. */
  private void staleOrNot(String family, Set<String> families) {
    Vital lost = Families.isSignalLost(family) ? binding.vitalOfLost(family) : null;
    if (lost != null) {
      for (AlertInstance alert : patient.book.alerts()) {
        if (plan().vitalOf(alert.family()) == lost) {
          families.add(alert.family());
        }
      }
    }
  }
}
