package dev.wardstream.alerts.association;

import static java.util.stream.Collectors.toCollection;

import dev.wardstream.alerts.watch.Input.DeviceAssociated;
import dev.wardstream.clinical.vitals.Association;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * All intervals of one device.
 *
 * @param intervals in any order
 */
public record DeviceIntervals(List<Association> intervals) {
  /** It has nothing to do with anybody. */
  public static final DeviceIntervals NONE = new DeviceIntervals(List.of());

  public DeviceIntervals {
    intervals = List.copyOf(intervals);
  }

  /** Whether it has nothing to do with anybody. */
  public boolean isEmpty() {
    return intervals.isEmpty();
  }

  /** Whom it measured then, by the rule of the edge: the last interval that covers it counts. */
  public @Nullable String patientAt(Instant time) {
    for (var interval : intervals.reversed()) {
      if (interval.covers(time)) {
        return interval.patient();
      }
    }
    return null;
  }

  /**
   * What each patient must hear when this replaces what was known: those whose intervals changed,
   * among them those who have none left.
   */
  SortedMap<String, DeviceAssociated> changes(DeviceIntervals known, String device) {
    var changes = new TreeMap<String, DeviceAssociated>();
    var patients = patients();
    patients.addAll(known.patients());
    for (var patient : patients) {
      var now = of(patient);
      if (!now.equals(known.of(patient))) {
        changes.put(patient, new DeviceAssociated(device, now));
      }
    }
    return changes;
  }

  private TreeSet<String> patients() {
    return intervals.stream().map(Association::patient).collect(toCollection(TreeSet::new));
  }

  private List<Association> of(String patient) {
    return intervals.stream().filter(its -> its.patient().equals(patient)).toList();
  }
}
