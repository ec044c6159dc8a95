package dev.wardstream.ingest.act;

import dev.wardstream.edge.access.Principal;
import dev.wardstream.edge.access.Role;
import dev.wardstream.edge.socket.ErrorCode;
import dev.wardstream.edge.socket.Refusal;
import dev.wardstream.edge.socket.Request;
import dev.wardstream.edge.table.CompactedTable;
import dev.wardstream.ingest.record.Fields;
import dev.wardstream.ingest.record.Positions;
import dev.wardstream.ingest.record.Recorder;
import dev.wardstream.schemas.Topics;
import dev.wardstream.schemas.avro.ActionKind;
import dev.wardstream.schemas.avro.AlertAction;
import dev.wardstream.schemas.avro.CarePatient;
import dev.wardstream.schemas.registry.AvroSerde;
import dev.wardstream.schemas.registry.AvroSerializer;
import dev.wardstream.schemas.registry.SchemaRegistry;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import tools.jackson.core.JsonParser;

/**
 * The verb {@code act}: clinicians, about open alerts and the alarms of patients they are
 * responsible for; and receipts, by whoever may watch the patient. Safe from any I/O thread.
 */
public final class Acts {
  private final AlertIndex alerts;
  private final CompactedTable<CarePatient> patients;
  private final Recorder recorder;
  private final InstantSource clock;
  private final AvroSerializer<AlertAction> serializer;

  public Acts(
      AlertIndex alerts,
      CompactedTable<CarePatient> patients,
      Recorder recorder,
      SchemaRegistry registry,
      InstantSource clock) {
    this.alerts = alerts;
    this.patients = patients;
    this.recorder = recorder;
    this.clock = clock;
    serializer = AvroSerde.of(Topics.ALERTS_ACTIONS, AlertAction.class, registry).serializer();
  }

  /** Reads an action and checks that the principal may take it. */
  public Request read(JsonParser body, Principal principal) throws Refusal {
    var now = clock.instant();
    var act = ActFrame.read(body, now);
    var patient = patient(act);
    if (!isClinician(principal)) {
      throw Refusal.at("act.action", ErrorCode.FORBIDDEN, "for nurses and doctors only");
    }
    if (!covers(principal, patient)) {
      throw notYours(act);
    }
    var value =
        new AlertAction(
            concernsPatient(act.action()) ? "" : Fields.required(act.alert(), "act.alert"),
            act.action(),
            principal.subject(),
            now,
            act.note(),
            act.until(),
            act.family());
    var record =
        new ProducerRecord<>(
            Topics.ALERTS_ACTIONS.name(),
            patient.getBytes(StandardCharsets.UTF_8),
            serializer.encode(value));
    return reply -> recorder.record(List.of(record), reply, Positions::body);
  }

  /**
   * Whom it is about: the patient of the alert, or the one named. A receipt may name an alert that
   * this node does not know yet, when it names the patient too: consoles can be faster.
   */
  private String patient(ActFrame act) throws Refusal {
    var named = act.patient();
    var known = act.alert() == null ? null : alerts.patient(act.alert());
    if (known != null && named != null && !known.equals(named)) {
      throw Refusal.at("act.patient", ErrorCode.FORBIDDEN, "not the patient of the alert");
    }
    var suffices = concernsPatient(act.action()) || isReceipt(act.action());
    var patient = known == null && suffices ? named : known;
    if (patient == null) {
      throw notYours(act);
    }
    return patient;
  }

  private static Refusal notYours(ActFrame act) {
    return act.alert() == null
        ? Refusal.at(
            "act.patient",
            ErrorCode.FORBIDDEN,
            "not a patient of yours: the token names neither them nor their ward")
        : Refusal.at("act.alert", ErrorCode.FORBIDDEN, "no open alert of your patients");
  }

  private static boolean isReceipt(ActionKind action) {
    return action == ActionKind.DELIVERED || action == ActionKind.SEEN;
  }

  private static boolean concernsPatient(ActionKind action) {
    return switch (action) {
      case PAUSE, RESUME, ALARM_OFF, ALARM_ON -> true;
      case ACK, CLOSE, COMMENT, DELIVERED, SEEN -> false;
    };
  }

  private static boolean isClinician(Principal principal) {
    return principal.is(Role.NURSE) || principal.is(Role.DOCTOR);
  }

  /** A patient's own browser is nobody who watches over them: its receipts would be no comfort. */
  private boolean covers(Principal principal, String patient) {
    var care = patients.get(patient);
    return principal.patients().contains(patient)
        || (care != null && principal.wards().contains(care.getWard()));
  }
}
