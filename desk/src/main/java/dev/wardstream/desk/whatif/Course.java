package dev.wardstream.desk.whatif;

import dev.wardstream.clinical.alerts.AlertEvent;
import dev.wardstream.clinical.engine.AssociationChange;
import dev.wardstream.clinical.engine.Engine;
import dev.wardstream.clinical.engine.Patient;
import dev.wardstream.clinical.engine.Put;
import dev.wardstream.clinical.engine.Step;
import dev.wardstream.clinical.history.InMemoryHistory;
import dev.wardstream.clinical.rules.Care;
import dev.wardstream.clinical.rules.Severity;
import dev.wardstream.clinical.vitals.Association;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One patient on the way through the engine by one book of rules. Nobody acknowledges, and nothing
 * is paused; so families that speak of people and screens are not looked at. One thread owns it.
 */
final class Course {
  private static final Set<String> ON_THE_WARD_ONLY =
      Set.of("UNDELIVERED", "NOBODY_WATCHING", "AUDIO_PAUSE", "ALARM_OFF");

  private final Engine engine;
  private final Instant from;
  private final Patient patient;
  private final InMemoryHistory history = new InMemoryHistory();
  private final Map<String, Episode> open = new TreeMap<>();
  private final List<Episode> episodes = new ArrayList<>();

  /**
   * A course.
   *
   * @param from what ended before is not looked at
   */
  Course(Engine engine, String patient, Instant from) {
    this.engine = engine;
    this.from = from;
    this.patient = new Patient(patient);
  }

  /** Who it is, and what they wear, before the first reading. */
  void begin(Care care, Map<String, List<Association>> devices, Instant at) {
    keep(engine.care(patient, care, at, history));
    devices.forEach((device, intervals) ->
        keep(engine.associate(patient, new AssociationChange(device, intervals, at), history)));
  }

  void put(Put put) {
    keep(engine.put(patient, put, history));
  }

  void rehome(Put part) {
    keep(engine.rehome(patient, part, history));
  }

  /** What is due until the end still happens; what is in alarm then, stays so. */
  List<Episode> end(Instant at) {
    keep(engine.tick(patient, at, history));
    episodes.addAll(open.values());
    open.clear();
    return episodes;
  }

  private void keep(Step step) {
    for (AlertEvent event : step.events()) {
      if (!ON_THE_WARD_ONLY.contains(kind(event.family()))) {
        keep(event);
      }
    }
  }

  private void keep(AlertEvent event) {
    var family = event.family();
    switch (event.type()) {
      case RAISED, ESCALATED, DEESCALATED, CLEARED -> become(family, event);
      case UPDATED,
          ACKED,
          CLOSED,
          TIER_UP,
          PAUSED,
          RESUMED,
          ALARM_OFF,
          ALARM_ON,
          DELIVERED,
          SEEN,
          COMMENTED -> {}
    }
  }

  private void become(String family, AlertEvent event) {
    @Nullable Episode known = open.get(family);
    if (event.severity() == Severity.NONE) {
      open.remove(family);
      if (known != null && event.emittedAt().isAfter(from)) {
        episodes.add(known.cleared(event.emittedAt()));
      }
    } else {
      open.put(family, known == null ? Episode.raised(event) : known.reached(event.severity()));
    }
  }

  private static String kind(String family) {
    var colon = family.indexOf(':');
    return colon < 0 ? family : family.substring(0, colon);
  }
}
