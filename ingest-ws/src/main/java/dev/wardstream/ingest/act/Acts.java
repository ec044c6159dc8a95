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
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * The verb {@code act}: clinicians, about open alerts of patients they are responsible for. Safe
 * from any I/O thread.
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

  private static final class Fieldset {
    private @Nullable String alert;
    private @Nullable ActionKind action;
    private @Nullable String note;
    private @Nullable Instant until;
  }

  /** Reads an action and checks that the principal may take it. */
  public Request read(JsonParser body, Principal principal) throws Refusal {
    var fields = fields(body);
    var alert = Fields.required(fields.alert, "act.alert");
    var action = Fields.required(fields.action, "act.action");
    if (action == ActionKind.COMMENT) {
      Fields.required(fields.note, "act.note");
    }
    if (action == ActionKind.PAUSE) {
      Fields.required(fields.until, "act.untilMs");
    }
    var patient = alerts.patient(alert);
    if (patient == null || !covers(principal, patient)) {
      throw Refusal.at("act.alert", ErrorCode.FORBIDDEN, "no open alert of your patients");
    }
    var value =
        new AlertAction(
            alert, action, principal.subject(), clock.instant(), fields.note, fields.until, null);
    var record =
        new ProducerRecord<>(
            Topics.ALERTS_ACTIONS.name(),
            patient.getBytes(StandardCharsets.UTF_8),
            serializer.encode(value));
    return reply -> recorder.record(List.of(record), reply, Positions::body);
  }

  private Fieldset fields(JsonParser body) throws Refusal {
    var fields = new Fieldset();
    for (var name = body.nextName(); name != null; name = body.nextName()) {
      var token = body.nextToken();
      switch (name) {
        case "alert" -> fields.alert = Fields.identifier(body, "act.alert");
        case "action" -> fields.action = action(Fields.identifier(body, "act.action"));
        case "note" ->
            fields.note = token == JsonToken.VALUE_NULL ? null : Fields.text(body, "act.note");
        case "untilMs" -> fields.until = until(Fields.count(body, "act.untilMs"));
        default -> body.skipChildren();
      }
    }
    return fields;
  }

  private static ActionKind action(String name) throws Refusal {
    return switch (name) {
      case "ack" -> ActionKind.ACK;
      case "close" -> ActionKind.CLOSE;
      case "pause" -> ActionKind.PAUSE;
      case "resume" -> ActionKind.RESUME;
      case "comment" -> ActionKind.COMMENT;
      default ->
          throw Refusal.at(
              "act.action", ErrorCode.MALFORMED, "not ack, close, pause, resume or comment");
    };
  }

  private Instant until(long millis) throws Refusal {
    var until = Instant.ofEpochMilli(millis);
    if (!until.isAfter(clock.instant())) {
      throw Refusal.at("act.untilMs", ErrorCode.BAD_TIME, "is past");
    }
    return until;
  }

  private boolean covers(Principal principal, String patient) {
    if (!principal.is(Role.NURSE) && !principal.is(Role.DOCTOR)) {
      return false;
    }
    var care = patients.get(patient);
    return principal.patients().contains(patient)
        || (care != null && principal.wards().contains(care.getWard()));
  }
}
