package dev.wardstream.alerts;

import dev.wardstream.schemas.avro.ActionKind;
import dev.wardstream.schemas.avro.AlertAction;
import dev.wardstream.schemas.avro.AssociationInterval;
import dev.wardstream.schemas.avro.DeviceAssociations;
import dev.wardstream.schemas.avro.DeviceReadings;
import dev.wardstream.schemas.avro.Measurement;
import dev.wardstream.schemas.avro.Reading;
import dev.wardstream.schemas.avro.ReadingStatus;
import dev.wardstream.schemas.avro.Vital;
import java.time.Instant;
import java.util.List;

/** Records as devices, people and wards would write them. */
final class Given {
  private Given() {}

  static DeviceReadings reading(String device, long seq, Instant time, Vital vital, String value) {
    return new DeviceReadings(
        device,
        1L,
        seq,
        List.of(
            new Reading(
                time, List.of(new Measurement(vital, value, null)), ReadingStatus.FINAL, null)),
        0);
  }

  static AlertAction ack(String alertId, String by, Instant at) {
    return new AlertAction(alertId, ActionKind.ACK, by, at, null, null, null, null);
  }

  static DeviceAssociations measures(String patient, Instant from, Vital... expects) {
    return new DeviceAssociations(
        List.of(new AssociationInterval(patient, from, null, List.of(expects))));
  }

  static DeviceAssociations measured(String patient, Instant from, Instant to, Vital... expects) {
    return new DeviceAssociations(
        List.of(new AssociationInterval(patient, from, to, List.of(expects))));
  }
}
