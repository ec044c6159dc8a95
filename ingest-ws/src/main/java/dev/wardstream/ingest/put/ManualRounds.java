package dev.wardstream.ingest.put;

import dev.wardstream.edge.access.Principal;
import dev.wardstream.edge.devices.Devices;
import dev.wardstream.edge.socket.ErrorCode;
import dev.wardstream.edge.socket.Refusal;
import dev.wardstream.edge.socket.Refusal.Wanted;
import dev.wardstream.ingest.act.Care;
import dev.wardstream.schemas.avro.Reading;
import java.util.Objects;

/**
 * Who may put what they observed themselves: a nurse or doctor, in their own name, about a patient
 * they care for, as one round. Any thread.
 */
final class ManualRounds {
  private final Devices devices;
  private final Care care;

  ManualRounds(Devices devices, Care care) {
    this.devices = devices;
    this.care = care;
  }

  /** A refusal, with the field and what would be right, unless the clinician may write this put. */
  void authorise(Put put, Principal principal) throws Refusal {
    var patient = put.patient();
    var wanted = new Wanted(put.device(), patient);
    if (!put.device().equals(principal.subject())) {
      throw Refusal.forbidden(
          "put.device", "not you: a person writes what they observed in their own name", wanted);
    }
    if (devices.find(put.device()) != null) {
      throw Refusal.forbidden("put.device", "an enrolled device has your name", wanted);
    }
    if (patient == null) {
      throw Refusal.at("put.patient", ErrorCode.MALFORMED, "is missing: name the patient");
    }
    if (!care.covers(principal, patient)) {
      throw Refusal.forbidden(
          "put.patient",
          "not a patient of yours: you care for neither them nor their ward",
          wanted);
    }
    oneRound(put);
  }

  private static void oneRound(Put put) throws Refusal {
    var readings = put.readings();
    for (var i = 0; i < readings.size(); i++) {
      var set = readings.get(i).getObservationSet();
      if (set == null) {
        throw wrongSet(put, i, "is missing: readings of a person carry the id of their round");
      }
      if (!Objects.equals(set, first(put).getObservationSet())) {
        throw wrongSet(put, i, "not that of the first reading: one put is one round");
      }
    }
  }

  private static Reading first(Put put) {
    return put.readings().getFirst();
  }

  private static Refusal wrongSet(Put put, int reading, String remedy) {
    var path = "put.readings[" + put.indices().get(reading) + "].observationSet";
    return Refusal.at(path, ErrorCode.MALFORMED, remedy);
  }
}
