package dev.wardstream.ingest.act;

import dev.wardstream.edge.access.Principal;
import dev.wardstream.edge.access.Role;
import dev.wardstream.edge.socket.ErrorCode;
import dev.wardstream.edge.socket.Refusal;
import dev.wardstream.edge.socket.Refusal.Wanted;
import dev.wardstream.edge.socket.Request;
import dev.wardstream.ingest.record.Fields;
import dev.wardstream.ingest.record.Positions;
import dev.wardstream.ingest.record.Recorder;
import dev.wardstream.schemas.Topics;
import dev.wardstream.schemas.avro.ActionKind;
import dev.wardstream.schemas.avro.AlertAction;
import dev.wardstream.schemas.registry.AvroSerde;
import dev.wardstream.schemas.registry.AvroSerializer;
import dev.wardstream.schemas.registry.SchemaRegistry;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;

/**
 * The verb {@code act}: clinicians, about open alerts and the alarms of patients they are
 * responsible for; and receipts, by whoever may watch the patient. Safe from any I/O thread.
 */
public final class Acts {
  private final AlertIndex alerts;
  private final Care care;
  private final Recorder recorder;
  private final InstantSource clock;
  private final AvroSerializer<AlertAction> serializer;

  public Acts(
      AlertIndex alerts,
      Care care,
      Recorder recorder,
      SchemaRegistry registry,
      InstantSource clock) {
    this.alerts = alerts;
    this.care = care;
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
      throw Refusal.forbidden(
          "act.action", "for nurses and doctors only", new Wanted(resource(act), patient));
    }
    if (!care.covers(principal, patient)) {
      throw notYours(act, patient);
    }
    refuseOutdated(act);
    var value =
        new AlertAction(
            concernsPatient(act.action()) ? "" : Fields.required(act.alert(), "act.alert"),
            act.action(),
            principal.subject(),
            now,
            act.note(),
            act.until(),
            act.family(),
            act.asOf());
    var record =
        new ProducerRecord<>(
            Topics.ALERTS_ACTIONS.name(),
            patient.getBytes(StandardCharsets.UTF_8),
            serializer.encode(value));
    return reply -> recorder.record(List.of(record), reply, Positions::body);
  }

  /** What is only known later, the engine refuses likewise. */
  private void refuseOutdated(ActFrame act) throws Refusal {
    var asOf = act.asOf();
    if (asOf != null && act.alert() != null && asOf < alerts.soundedSeq(act.alert())) {
      throw Refusal.at(
          "act.asOf",
          ErrorCode.OUTDATED,
          "it has sounded anew since: look at it again, then acknowledge what it is now");
    }
  }

  /**
   * Whom it is about: the patient of the alert, or the one named. A receipt may name an alert that
   * this node does not know yet, when it names the patient too: consoles can be faster.
   */
  private String patient(ActFrame act) throws Refusal {
    var named = act.patient();
    var known = act.alert() == null ? null : alerts.patient(act.alert());
    if (known != null && named != null && !known.equals(named)) {
      throw Refusal.forbidden(
          "act.patient", "not the patient of the alert", new Wanted(resource(act), named));
    }
    var suffices = concernsPatient(act.action()) || isReceipt(act.action());
    var patient = known == null && suffices ? named : known;
    if (patient == null) {
      throw notYours(act, null);
    }
    return patient;
  }

  private static Refusal notYours(ActFrame act, @Nullable String patient) {
    var wanted = new Wanted(resource(act), patient);
    return act.alert() == null
        ? Refusal.forbidden(
            "act.patient",
            "not a patient of yours: you care for neither them nor their ward",
            wanted)
        : Refusal.forbidden("act.alert", "no open alert of your patients", wanted);
  }

  /** The alert, or the patient where there is none. */
  private static String resource(ActFrame act) {
    return act.alert() == null ? String.valueOf(act.patient()) : act.alert();
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

  /** A patient's own browser is nobody who watches over them: its receipts would be no comfort. */
  private static boolean isClinician(Principal principal) {
    return principal.is(Role.NURSE) || principal.is(Role.DOCTOR);
  }
}
