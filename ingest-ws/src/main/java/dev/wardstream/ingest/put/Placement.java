package dev.wardstream.ingest.put;

import dev.wardstream.schemas.avro.DeviceAssociations;
import dev.wardstream.schemas.avro.Reading;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which reading belongs to whom, as of the reading's own time.
 *
 * @param byPatient readings of each patient, in the order sent
 * @param unassigned readings at whose time the device had no patient
 * @param unassignedIndices their positions in the request
 */
record Placement(
    Map<String, List<Reading>> byPatient,
    List<Reading> unassigned,
    List<Integer> unassignedIndices) {

  static Placement of(Put put, @Nullable DeviceAssociations associations) {
    var placement = new Placement(new LinkedHashMap<>(2), new ArrayList<>(0), new ArrayList<>(0));
    var named = put.patient();
    for (var i = 0; i < put.readings().size(); i++) {
      var reading = put.readings().get(i);
      var patient = named == null ? patientAt(reading.getT(), associations) : named;
      placement.add(patient, reading, put.indices().get(i));
    }
    return placement;
  }

  private void add(@Nullable String patient, Reading reading, int index) {
    if (patient == null) {
      unassigned.add(reading);
      unassignedIndices.add(index);
    } else {
      byPatient.computeIfAbsent(patient, _ -> new ArrayList<>()).add(reading);
    }
  }

  private static @Nullable String patientAt(
      Instant time, @Nullable DeviceAssociations associations) {
    if (associations != null) {
      for (var interval : associations.getIntervals().reversed()) {
        var to = interval.getTo();
        if (!time.isBefore(interval.getFrom()) && (to == null || time.isBefore(to))) {
          return interval.getPatient();
        }
      }
    }
    return null;
  }
}
