package dev.wardstream.clinical.engine;

import dev.wardstream.clinical.alerts.AlertBook;
import dev.wardstream.clinical.history.SampleHistory;
import dev.wardstream.clinical.rules.RuleSet;
import dev.wardstream.clinical.rules.ThresholdRule;
import dev.wardstream.clinical.vitals.Vital;
import dev.wardstream.clinical.windows.MinuteWindow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The working copy of a patient's state during one step: copies a part when it is first written, so
 * that an ordinary reading of a well patient copies next to nothing. Owned by the thread of the
 * step; nothing of it outlives the step but the next state.
 */
final class Shift {
  private final PatientState before;
  private final RuleSet rules;
  private final SampleHistory history;
  private final AlertBook book;
  private final List<MinuteWindow> windows = new ArrayList<>(0);
  private long nowMillis;
  private Map<Vital, Series> series;
  private Map<String, List<Machine>> machines;
  private Map<String, SeenPuts> seen;
  private boolean associated;
  private List<Watch> watches;
  private boolean ownSeries;
  private boolean ownMachines;
  private boolean changed;
  private boolean latestChanged;

  Shift(PatientState before, RuleSet rules, SampleHistory history) {
    this.before = before;
    this.rules = rules;
    this.history = history;
    book = new AlertBook(before.patient(), rules, before.open(), before.seq());
    nowMillis = before.nowMillis();
    series = before.series();
    machines = before.machines();
    seen = before.seen();
    associated = before.associated();
    watches = before.watches();
  }

  String patient() {
    return before.patient();
  }

  RuleSet rules() {
    return rules;
  }

  SampleHistory history() {
    return history;
  }

  AlertBook book() {
    return book;
  }

  List<MinuteWindow> windows() {
    return windows;
  }

  /** Platform time: of the input or timer being run; never goes back. */
  long nowMillis() {
    return nowMillis;
  }

  Instant now() {
    return Instant.ofEpochMilli(nowMillis);
  }

  void advance(long toMillis) {
    nowMillis = Math.max(nowMillis, toMillis);
  }

  @Nullable Series series(Vital vital) {
    return series.get(vital);
  }

  /** W of a series that has samples. */
  Instant newest(Vital vital) {
    Series known = series.get(vital);
    if (known == null) {
      throw new IllegalStateException("no sample of " + vital + " yet");
    }
    return known.latest().time();
  }

  Set<Vital> vitals() {
    return series.keySet();
  }

  Collection<Series> allSeries() {
    return series.values();
  }

  void put(Vital vital, Series next) {
    if (!ownSeries) {
      ownSeries = true;
      series = series.isEmpty() ? new EnumMap<>(Vital.class) : new EnumMap<>(series);
    }
    Series old = series.put(vital, next);
    latestChanged |= old == null || !old.latest().time().equals(next.latest().time());
  }

  /** The machines of a family, one per level. */
  List<Machine> machines(ThresholdRule rule) {
    List<Machine> known = machines.get(rule.family());
    return known != null && known.size() == rule.levels().size()
        ? known
        : Collections.nCopies(rule.levels().size(), Machine.IDLE);
  }

  void put(ThresholdRule rule, List<Machine> next) {
    if (!ownMachines) {
      ownMachines = true;
      machines = new HashMap<>(machines);
    }
    machines.put(rule.family(), next);
  }

  Map<String, SeenPuts> seen() {
    return seen;
  }

  /**
   * Remembers the puts of a device; devices not heard for a day, or beyond the bound, are
   * forgotten.
   */
  void seen(String device, SeenPuts puts) {
    changed = true;
    if (seen.isEmpty() || (seen.size() == 1 && seen.containsKey(device))) {
      seen = Map.of(device, puts);
      return;
    }
    Map<String, SeenPuts> next = new HashMap<>(seen);
    if (next.put(device, puts) == null) {
      next.values().removeIf(old -> nowMillis - old.heardMillis() > SeenPuts.MEMORY_MILLIS);
      while (next.size() > SeenPuts.MAX_DEVICES) {
        next.remove(leastRecentlyHeard(next));
      }
    }
    seen = next;
  }

  private static String leastRecentlyHeard(Map<String, SeenPuts> devices) {
    Comparator<Map.Entry<String, SeenPuts>> order =
        Comparator.comparingLong(entry -> entry.getValue().heardMillis());
    return Collections.min(devices.entrySet(), order.thenComparing(Map.Entry.comparingByKey()))
        .getKey();
  }

  boolean associated() {
    return associated;
  }

  List<Watch> watches() {
    return watches;
  }

  /** The patient's associations are known from now on. */
  void watches(List<Watch> next) {
    watches = List.copyOf(next);
    associated = true;
    changed = true;
  }

  Step step(List<Disposition> dispositions, Action.@Nullable Outcome outcome) {
    return new Step(
        next(), book.events(), dispositions, List.copyOf(windows), latestChanged, outcome);
  }

  private PatientState next() {
    boolean same =
        !changed
            && !ownSeries
            && !ownMachines
            && nowMillis == before.nowMillis()
            && book.eventCount() == 0;
    return same
        ? before
        : new PatientState(
            before.patient(),
            nowMillis,
            book.seq(),
            series,
            machines,
            book.open(),
            seen,
            associated,
            watches);
  }
}
