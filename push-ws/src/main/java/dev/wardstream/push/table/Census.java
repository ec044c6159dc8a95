package dev.wardstream.push.table;

import dev.wardstream.push.hub.Item;
import dev.wardstream.push.hub.Places;
import dev.wardstream.push.hub.Subscription;
import dev.wardstream.push.wire.CareJson;
import dev.wardstream.push.wire.Position;
import dev.wardstream.schemas.avro.CarePatient;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Which patient is in which ward: the table of {@code care.patients}.
 *
 * <p>Changed by the feed thread; the methods of {@link Places} may be asked by any. Departures are
 * remembered for the newest {@value #DEPARTURES} patients who left a ward.
 */
public final class Census implements Places {
  private static final int DEPARTURES = 50_000;
  private static final int DEPARTURES_EACH = 8;

  /** Where a patient is, since which record of the census, and how that is told. */
  private record Place(String ward, Position since, Item item) {}

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
  private final Map<String, List<Departure>> departures = new ConcurrentHashMap<>();
  private final LinkedHashSet<String> departed = new LinkedHashSet<>();

  @Override
  public @Nullable String wardOf(String patient) {
    var place = places.get(patient);
    return place == null ? null : place.ward;
  }

  @Override
  public List<Departure> departuresOf(String patient) {
    return departures.getOrDefault(patient, List.of());
  }

  /** Takes a record; null is a discharge. */
  public Change put(Position at, String patient, @Nullable CarePatient care) {
    var before = places.get(patient);
    var change =
        new Change(before == null ? null : before.ward, care == null ? null : care.getWard());
    if (care == null) {
      places.remove(patient);
    } else {
      var since = before == null || change.isMove() ? at : before.since;
      var item = Item.state(patient, CareJson.present(at.toString(), patient, care));
      places.put(patient, new Place(care.getWard(), since, item));
    }
    if (change.isMove()) {
      moved(at, patient, change);
    }
    return change;
  }

  private void moved(Position at, String patient, Change change) {
    if (change.from != null) {
      wards.getOrDefault(change.from, new TreeSet<>()).remove(patient);
      remember(patient, new Departure(change.from, at.partition(), at.offset()));
    }
    if (change.to != null) {
      wards.computeIfAbsent(change.to, _ -> new TreeSet<>()).add(patient);
    }
  }

  private void remember(String patient, Departure departure) {
    var known = new ArrayList<>(departuresOf(patient));
    known.add(departure);
    departures.put(
        patient,
        List.copyOf(known.subList(Math.max(0, known.size() - DEPARTURES_EACH), known.size())));
    departed.remove(patient);
    departed.add(patient);
    if (departed.size() > DEPARTURES) {
      departures.remove(departed.removeFirst());
    }
  }

  /** The patients of a subscription's ward whom it has not been told of; feed thread only. */
  public List<String> newTo(Subscription subscription) {
    return patientsOf(subscription.stream().id()).stream()
        .filter(patient -> {
          var since = place(patient).since;
          return since.offset() >= subscription.censusFrom(since.partition());
        })
        .toList();
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
    return place(patient).item;
  }

  private Place place(String patient) {
    var place = places.get(patient);
    if (place == null) {
      throw new IllegalArgumentException("not in the census");
    }
    return place;
  }

  /** Forgets everything. */
  public void clear() {
    places.clear();
    wards.clear();
    departures.clear();
    departed.clear();
  }
}
