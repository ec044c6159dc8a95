package dev.wardstream.desk.whatif;

import dev.wardstream.clinical.engine.Put;
import dev.wardstream.clinical.engine.Reading;
import dev.wardstream.clinical.history.Position;
import dev.wardstream.clinical.rules.Care;
import dev.wardstream.clinical.rules.Severity;
import dev.wardstream.clinical.vitals.Association;
import dev.wardstream.clinical.vitals.Vital;
import dev.wardstream.schemas.avro.CarePatient;
import dev.wardstream.schemas.avro.DeviceAssociations;
import dev.wardstream.schemas.avro.DeviceReadings;
import dev.wardstream.schemas.avro.Prescription;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** From the records of the log to what the engine takes, as the alert job reads them. */
final class FromLog {
  private FromLog() {}

  static Put put(DeviceReadings put, Instant arrival, Position at) {
    var readings = new ArrayList<Reading>();
    for (var reading : put.getReadings()) {
      var status = Reading.Status.valueOf(reading.getStatus().name());
      for (var its : reading.getValues()) {
        readings.add(
            new Reading(
                vital(its.getVital()),
                its.getValue(),
                its.getUnit(),
                reading.getT(),
                status,
                reading.getObservationSet()));
      }
    }
    return new Put(put.getDevice(), put.getBoot(), put.getSeq(), arrival, at, readings);
  }

  static List<Association> intervals(DeviceAssociations device) {
    return device.getIntervals().stream()
        .map(its ->
            new Association(
                its.getPatient(),
                its.getFrom(),
                its.getTo(),
                its.getExpects().stream().map(FromLog::vital).collect(Collectors.toSet())))
        .toList();
  }

  static Care care(@Nullable CarePatient patient) {
    if (patient == null) {
      return Care.UNKNOWN;
    }
    var prescriptions = new ArrayList<Care.Prescription>();
    for (var its : patient.getPrescriptions()) {
      var prescription = prescription(its);
      if (prescription != null) {
        prescriptions.add(prescription);
      }
    }
    return new Care(
        patient.getWard(),
        patient.getProfile(),
        patient.getAgeYears(),
        patient.getPregnant(),
        patient.getPaced(),
        prescriptions);
  }

  /** Null for a limit of nothing in particular, which the alert job sets aside, too. */
  private static Care.@Nullable Prescription prescription(Prescription its) {
    return switch (its.getKind()) {
      case SPO2_SCALE_2 -> new Care.Scale2(its.getBy(), its.getFrom(), its.getUntil());
      case LIMIT -> {
        var family = its.getFamily();
        var severity = its.getSeverity();
        yield family == null || severity == null
            ? null
            : new Care.Limit(
                family,
                Severity.valueOf(severity.name()),
                decimal(its.getRaise()),
                decimal(its.getClear()),
                its.getBy(),
                its.getFrom(),
                its.getUntil());
      }
    };
  }

  private static @Nullable BigDecimal decimal(@Nullable String text) {
    return text == null ? null : new BigDecimal(text);
  }

  private static Vital vital(dev.wardstream.schemas.avro.Vital vital) {
    return Vital.valueOf(vital.name());
  }
}
