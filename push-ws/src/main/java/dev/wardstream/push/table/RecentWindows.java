package dev.wardstream.push.table;

import dev.wardstream.push.hub.Item;
import dev.wardstream.schemas.avro.Vital;
import dev.wardstream.schemas.avro.VitalsWindow;
import dev.wardstream.schemas.avro.WindowSize;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * The newest revision of each minute window of the last hour, by patient and vital. Feed thread
 * only. Bounded by time: {@link #forgetBefore} is called now and then.
 */
public final class RecentWindows {
  /** How far back a snapshot goes. */
  public static final Duration KEPT = Duration.ofMinutes(60);

  private record Row(int revision, Item item) {}

  private final Map<String, Map<Vital, TreeMap<Instant, Row>>> byPatient = new HashMap<>();

  /** Takes a window; an older revision, or an hour, changes nothing. */
  public void put(String patient, VitalsWindow window, byte[] json) {
    if (window.getSize() != WindowSize.MINUTE) {
      return;
    }
    var rows =
        byPatient
            .computeIfAbsent(patient, _ -> new EnumMap<>(Vital.class))
            .computeIfAbsent(window.getVital(), _ -> new TreeMap<>());
    var known = rows.get(window.getStart());
    if (known == null || known.revision <= window.getRevision()) {
      rows.put(window.getStart(), new Row(window.getRevision(), Item.state(patient, json)));
      rows.headMap(rows.lastKey().minus(KEPT), false).clear();
    }
  }

  /** The windows of a patient that began at or after an instant: by vital, oldest first. */
  public List<Item> of(String patient, Instant since) {
    var items = new ArrayList<Item>();
    for (var rows : byPatient.getOrDefault(patient, Map.of()).values()) {
      rows.tailMap(since, true).values().forEach(row -> items.add(row.item));
    }
    return items;
  }

  /** Forgets windows that began before an instant. */
  public void forgetBefore(Instant instant) {
    for (var patients = byPatient.values().iterator(); patients.hasNext(); ) {
      var vitals = patients.next();
      vitals.values().forEach(rows -> rows.headMap(instant, false).clear());
      vitals.values().removeIf(TreeMap::isEmpty);
      if (vitals.isEmpty()) {
        patients.remove();
      }
    }
  }

  /** Forgets the windows of some patients. */
  public void forget(Predicate<String> patients) {
    byPatient.keySet().removeIf(patients);
  }
}
