package dev.wardstream.alerts.wire;

import dev.wardstream.alerts.association.DeviceIntervals;
import dev.wardstream.alerts.watch.Input;
import dev.wardstream.clinical.engine.Action;
import dev.wardstream.clinical.engine.Reading;
import dev.wardstream.clinical.vitals.Association;
import dev.wardstream.schemas.avro.AlertAction;
import dev.wardstream.schemas.avro.DeviceAssociations;
import dev.wardstream.schemas.avro.DeviceReadings;
import java.util.ArrayList;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.kafka.common.errors.SerializationException;

/** From Avro to the domain. */
final class Inbound {
  private Inbound() {}

  static Input readings(DeviceReadings put) {
    var readings = new ArrayList<Reading>();
    for (var reading : put.getReadings()) {
      for (var its : reading.getValues()) {
        readings.add(
            new Reading(
                Codes.vital(its.getVital()), its.getValue(), its.getUnit(), reading.getT()));
      }
    }
    return new Input.Readings(put.getDevice(), put.getBoot(), put.getSeq(), readings);
  }

  static Input action(AlertAction action) {
    return switch (action.getAction()) {
      case ACK -> acted(Action.Kind.ACK, action);
      case CLOSE -> acted(Action.Kind.CLOSE, action);
      case PAUSE, RESUME, COMMENT -> new Input.Remarked();
    };
  }

  static DeviceIntervals intervals(DeviceAssociations device) {
    return new DeviceIntervals(
        device.getIntervals().stream()
            .map(its ->
                new Association(
                    its.getPatient(),
                    its.getFrom(),
                    its.getTo(),
                    its.getExpects().stream().map(Codes::vital).collect(Collectors.toSet())))
            .toList());
  }

  private static Input acted(Action.Kind kind, AlertAction action) {
    return new Input.Acted(kind, alertId(action.getAlertId()), action.getBy(), action.getNote());
  }

  private static UUID alertId(String text) {
    try {
      return UUID.fromString(text);
    } catch (IllegalArgumentException e) {
      throw new SerializationException("an alert id that is not a UUID", e);
    }
  }
}
