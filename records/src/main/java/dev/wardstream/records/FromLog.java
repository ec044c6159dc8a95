package dev.wardstream.records;

import dev.wardstream.clinical.engine.Reading;
import dev.wardstream.clinical.rules.Care;
import dev.wardstream.clinical.rules.Severity;
import dev.wardstream.clinical.vitals.Association;
import dev.wardstream.clinical.vitals.Vital;
import dev.wardstream.schemas.avro.AssociationInterval;
import dev.wardstream.schemas.avro.CarePatient;
import dev.wardstream.schemas.avro.DeviceAssociations;
import dev.wardstream.schemas.avro.DeviceReadings;
import dev.wardstream.schemas.avro.Prescription;
import dev.wardstream.schemas.avro.ReadingStatus;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;

/**
 * From Avro to the domain. Stateless. Constants that mean the same bear the same name; what the
 * schema allows and the domain does not is a {@link SerializationException}.
 */
public final class FromLog {
  private static final Map<dev.wardstream.schemas.avro.Vital, Vital> VITALS =
      same(dev.wardstream.schemas.avro.Vital.class, Vital::valueOf);
  private static final Map<ReadingStatus, Reading.Status> STATUSES =
      same(ReadingStatus.class, Reading.Status::valueOf);

  private FromLog() {}

  /** What a device sent, in the order sent. */
  public static List<Reading> readings(DeviceReadings put) {
    var readings = new ArrayList<Reading>();
    for (var reading : put.getReadings()) {
      var status = Objects.requireNonNull(STATUSES.get(reading.getStatus()));
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
    return readings;
  }

  /** When a device measured whom. */
  public static List<Association> intervals(DeviceAssociations device) {
    try {
      return device.getIntervals().stream().map(FromLog::interval).toList();
    } catch (IllegalArgumentException e) {
      throw new SerializationException(e.getMessage(), e);
    }
  }

  private static Association interval(AssociationInterval its) {
    var expects = its.getExpects().stream().map(FromLog::vital).collect(Collectors.toSet());
    return new Association(its.getPatient(), its.getFrom(), its.getTo(), expects);
  }

  /** What is known of a patient beside the readings. */
  public static Care care(CarePatient patient) {
    var age = patient.getAgeYears();
    if (age != null && age < 0) {
      throw new SerializationException("an age of less than 0 years");
    }
    return new Care(
        patient.getWard(),
        patient.getProfile(),
        age,
        patient.getPregnant(),
        patient.getPaced(),
        patient.getPrescriptions().stream().map(FromLog::prescription).toList());
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
        Severity.valueOf(severity.name()),
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

  private static Vital vital(dev.wardstream.schemas.avro.Vital vital) {
    return Objects.requireNonNull(VITALS.get(vital));
  }

  private static <A extends Enum<A>, B> Map<A, B> same(Class<A> from, Function<String, B> named) {
    var map = new EnumMap<A, B>(from);
    for (var constant : from.getEnumConstants()) {
      map.put(constant, named.apply(constant.name()));
    }
    return map;
  }
}
