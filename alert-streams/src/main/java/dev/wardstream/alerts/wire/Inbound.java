package dev.wardstream.alerts.wire;

import dev.wardstream.alerts.association.DeviceIntervals;
import dev.wardstream.alerts.watch.Input;
import dev.wardstream.clinical.engine.Action;
import dev.wardstream.records.FromLog;
import dev.wardstream.schemas.avro.AlertAction;
import dev.wardstream.schemas.avro.CarePatient;
import dev.wardstream.schemas.avro.DeviceAssociations;
import dev.wardstream.schemas.avro.DeviceReadings;
import java.util.UUID;
import org.apache.kafka.common.errors.SerializationException;

/** From Avro to what can happen to a patient. */
final class Inbound {
  private Inbound() {}

  static Input readings(DeviceReadings put) {
    return new Input.Readings(
        put.getDevice(), put.getBoot(), put.getSeq(), put.getPart(), FromLog.readings(put));
  }

  static Input action(AlertAction action) {
    return switch (action.getAction()) {
      case ACK -> ofAlert(Action.Kind.ACK, action);
      case CLOSE -> ofAlert(Action.Kind.CLOSE, action);
      case COMMENT -> ofAlert(Action.Kind.COMMENT, action);
      case DELIVERED -> ofAlert(Action.Kind.DELIVERED, action);
      case SEEN -> ofAlert(Action.Kind.SEEN, action);
      case PAUSE -> ofPatient(Action.Kind.PAUSE, action);
      case RESUME -> ofPatient(Action.Kind.RESUME, action);
      case ALARM_OFF -> ofPatient(Action.Kind.ALARM_OFF, action);
      case ALARM_ON -> ofPatient(Action.Kind.ALARM_ON, action);
    };
  }

  static Input care(CarePatient patient) {
    return new Input.CareChanged(FromLog.care(patient));
  }

  static DeviceIntervals intervals(DeviceAssociations device) {
    return new DeviceIntervals(FromLog.intervals(device));
  }

  private static Input ofAlert(Action.Kind kind, AlertAction action) {
    return new Input.Acted(
        kind,
        alertId(action.getAlertId()),
        action.getBy(),
        action.getNote(),
        action.getAsOf(),
        null,
        null);
  }

  private static Input ofPatient(Action.Kind kind, AlertAction action) {
    return new Input.Acted(
        kind, null, action.getBy(), action.getNote(), null, action.getFamily(), action.getUntil());
  }

  private static UUID alertId(String text) {
    try {
      return UUID.fromString(text);
    } catch (IllegalArgumentException e) {
      throw new SerializationException("an alert id that is not a UUID", e);
    }
  }
}
