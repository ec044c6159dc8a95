package dev.wardstream.push.table;

import dev.wardstream.push.hub.Item;
import dev.wardstream.push.wire.CareJson;
import dev.wardstream.schemas.avro.CarePatient;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Which patient is in which ward: the table of {@code care.patients}.
 *
 * <p>Changed by the feed thread; {@link #wardOf} may be asked by any.
 */
public final class Census {
  private record Place(String ward, Item item) {}

  /**
   * What a record of {@code care.patients} changed.
   *
   * @param from ward before; null when unknown
   * @param to ward now; null when the patient has been discharged
   */
  public record Change(@Nullable String from, @Nullable String to) {

    /** Whether the ward is another one than before. */
    public boolean isMove() {
      return from == null ? to != null : !from.equals(to);
    }
  }

  private final Map<String, Place> places = new ConcurrentHashMap<>();
  private final Map<String, TreeSet<String>> wards = new HashMap<>();

  /** The ward a patient is in now; null when in none. */
  public @Nullable String wardOf(String patient) {
    var place = places.get(patient);
    return place == null ? null : place.ward;
  }

  /** Takes a record; null is a discharge. */
  public Change put(String at, String patient, @Nullable CarePatient care) {
    var before =
        care == null
            ? places.remove(patient)
            : places.put(
                patient,
                new Place(
                    care.getWard(), Item.state(patient, CareJson.present(at, patient, care))));
    var change =
        new Change(before == null ? null : before.ward, care == null ? null : care.getWard());
    if (change.isMove()) {
      if (change.from != null) {
        wards.getOrDefault(change.from, new TreeSet<>()).remove(patient);
      }
      if (change.to != null) {
        wards.computeIfAbsent(change.to, _ -> new TreeSet<>()).add(patient);
      }
    }
    return change;
  }

  /** The patients of a ward, sorted; feed thread only. */
  public Collection<String> patientsOf(String ward) {
    var patients = wards.get(ward);
    return patients == null ? List.of() : patients;
  }

  /** The patients of a ward as items; feed thread only. */
  public List<Item> snapshot(String ward) {
    return patientsOf(ward).stream().map(this::item).toList();
  }

  /** A patient's item. */
  public Item item(String patient) {
    var place = places.get(patient);
    if (place == null) {
      throw new IllegalArgumentException("not in the census");
    }
    return place.item;
  }
}
