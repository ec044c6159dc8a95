package dev.wardstream.alerts.wire;

import dev.wardstream.alerts.watch.Input;
import dev.wardstream.clinical.rules.Care;
import dev.wardstream.schemas.avro.CarePatient;
import dev.wardstream.schemas.avro.Prescription;
import java.math.BigDecimal;
import java.util.ArrayList;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;

/** What is known of a patient beside the readings, from Avro to the domain. */
final class InboundCare {
  private InboundCare() {}

  static Input of(CarePatient patient) {
    var age = patient.getAgeYears();
    if (age != null && age < 0) {
      throw new SerializationException("an age of less than 0 years");
    }
    var prescriptions = new ArrayList<Care.Prescription>();
    for (var its : patient.getPrescriptions()) {
      prescriptions.add(prescription(its));
    }
    return new Input.CareChanged(
        new Care(
            patient.getWard(),
            patient.getProfile(),
            age,
            patient.getPregnant(),
            patient.getPaced(),
            prescriptions));
  }

  private static Care.Prescription prescription(Prescription its) {
    return switch (its.getKind()) {
      case SPO2_SCALE_2 -> new Care.Scale2(its.getBy(), its.getFrom(), its.getUntil());
      case LIMIT -> limit(its);
    };
  }

  private static Care.Limit limit(Prescription its) {
    var family = its.getFamily();
    var severity = its.getSeverity();
    if (family == null || severity == null) {
      throw new SerializationException("a prescribed limit without family or severity");
    }
    return new Care.Limit(
        family,
        Codes.severity(severity),
        decimal(its.getRaise()),
        decimal(its.getClear()),
        its.getBy(),
        its.getFrom(),
        its.getUntil());
  }

  private static @Nullable BigDecimal decimal(@Nullable String text) {
    try {
      return text == null ? null : new BigDecimal(text);
    } catch (NumberFormatException e) {
      throw new SerializationException("a prescribed limit that is not a number", e);
    }
  }
}
