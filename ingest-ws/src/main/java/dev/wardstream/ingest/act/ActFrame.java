package dev.wardstream.ingest.act;

import dev.wardstream.edge.socket.ErrorCode;
import dev.wardstream.edge.socket.Refusal;
import dev.wardstream.ingest.record.Fields;
import dev.wardstream.schemas.avro.ActionKind;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * The fields of an {@code act}, complete for its action: all that can be judged without knowing the
 * patient.
 *
 * @param alert the alert; null where the patient is given instead
 * @param patient the patient; null where the alert tells
 * @param note what the person wrote; the reason of an alarm-off
 * @param asOf of an ack or close: {@code seq} of the newest event of the alert that was before the
 *     person's eyes; null when that does not matter
 * @param until end of a pause or of an alarm-off, in the future and within its bound; else null
 * @param family what is switched off or on; else null
 */
record ActFrame(
    @Nullable String alert,
    @Nullable String patient,
    ActionKind action,
    @Nullable String note,
    @Nullable Long asOf,
    @Nullable Instant until,
    @Nullable String family) {
  /** How long an audio pause lasts when nobody says; Masimo's default (CLINICAL 3.2, [22]). */
  static final Duration PAUSE = Duration.ofMinutes(2);

  /** How long an audio pause may last; a project choice. */
  static final Duration LONGEST_PAUSE = Duration.ofMinutes(10);

  /** How long an alarm may be off; a project choice: one shift. */
  static final Duration LONGEST_ALARM_OFF = Duration.ofHours(8);

  private static final Pattern FAMILY = Pattern.compile("[A-Z][A-Z0-9_]{0,63}(:[A-Z0-9_]{1,63})?");
  private static final Pattern RESERVED = Pattern.compile("AUDIO_PAUSE|ALARM_OFF(:.*)?");

  private static final Map<String, ActionKind> ACTIONS =
      Map.of(
          "ack", ActionKind.ACK,
          "close", ActionKind.CLOSE,
          "pause", ActionKind.PAUSE,
          "resume", ActionKind.RESUME,
          "comment", ActionKind.COMMENT,
          "alarmOff", ActionKind.ALARM_OFF,
          "alarmOn", ActionKind.ALARM_ON,
          "delivered", ActionKind.DELIVERED,
          "seen", ActionKind.SEEN);

  /** The fields as they come. */
  private static final class Sent {
    private @Nullable String alert;
    private @Nullable String patient;
    private @Nullable ActionKind action;
    private @Nullable String note;
    private @Nullable Long asOf;
    private @Nullable Instant until;
    private @Nullable String family;
  }

  /** Reads the object the parser stands on. */
  static ActFrame read(JsonParser body, Instant now) throws Refusal {
    var sent = new Sent();
    for (var name = body.nextName(); name != null; name = body.nextName()) {
      var token = body.nextToken();
      if (token == JsonToken.VALUE_NULL) {
        continue;
      }
      switch (name) {
        case "alert" -> sent.alert = Fields.identifier(body, "act.alert");
        case "patient" -> sent.patient = Fields.identifier(body, "act.patient");
        case "action" -> sent.action = action(Fields.identifier(body, "act.action"));
        case "note" -> sent.note = Fields.text(body, "act.note");
        case "asOf" -> sent.asOf = Fields.count(body, "act.asOf");
        case "untilMs" -> sent.until = Instant.ofEpochMilli(Fields.count(body, "act.untilMs"));
        case "family" -> sent.family = family(Fields.identifier(body, "act.family"));
        default -> body.skipChildren();
      }
    }
    return checked(sent, Fields.required(sent.action, "act.action"), now);
  }

  private static ActFrame checked(Sent sent, ActionKind action, Instant now) throws Refusal {
    return switch (action) {
      case ACK, CLOSE, DELIVERED, SEEN -> ofAlert(sent, action);
      case COMMENT -> {
        Fields.required(sent.note, "act.note");
        yield ofAlert(sent, action);
      }
      case PAUSE -> {
        var until = sent.until == null ? now.plus(PAUSE) : sent.until;
        yield ofPatient(sent, action, within(until, now, LONGEST_PAUSE, "10 min"), null);
      }
      case RESUME -> ofPatient(sent, action, null, null);
      case ALARM_OFF -> {
        needed(sent.note, "act.note", "say why the alarm is off");
        var until = needed(sent.until, "act.untilMs", "say until when, at most 8 h from now");
        yield ofPatient(
            sent, action, within(until, now, LONGEST_ALARM_OFF, "8 h"), whichFamily(sent));
      }
      case ALARM_ON -> ofPatient(sent, action, null, whichFamily(sent));
    };
  }

  private static ActFrame ofAlert(Sent sent, ActionKind action) throws Refusal {
    var alert = Fields.required(sent.alert, "act.alert");
    var ends = action == ActionKind.ACK || action == ActionKind.CLOSE;
    var asOf = ends ? sent.asOf : null;
    return new ActFrame(alert, sent.patient, action, sent.note, asOf, null, null);
  }

  private static ActFrame ofPatient(
      Sent sent, ActionKind action, @Nullable Instant until, @Nullable String family)
      throws Refusal {
    if (sent.alert == null) {
      needed(sent.patient, "act.patient", "name the patient, or an open alert of theirs as alert");
    }
    return new ActFrame(sent.alert, sent.patient, action, sent.note, null, until, family);
  }

  private static String whichFamily(Sent sent) throws Refusal {
    return needed(sent.family, "act.family", "name the family, as in SPO2_LOW");
  }

  private static <T> T needed(@Nullable T value, String path, String remedy) throws Refusal {
    if (value == null) {
      throw Refusal.at(path, ErrorCode.MALFORMED, "is missing: " + remedy);
    }
    return value;
  }

  private static Instant within(Instant until, Instant now, Duration longest, String text)
      throws Refusal {
    if (!until.isAfter(now)) {
      throw Refusal.at("act.untilMs", ErrorCode.BAD_TIME, "is past: it ends at " + until);
    }
    if (until.isAfter(now.plus(longest))) {
      throw Refusal.at(
          "act.untilMs",
          ErrorCode.BAD_TIME,
          "is too far away: at most " + text + " from now, thus " + now.plus(longest));
    }
    return until;
  }

  private static ActionKind action(String name) throws Refusal {
    var action = ACTIONS.get(name);
    if (action == null) {
      throw Refusal.at(
          "act.action",
          ErrorCode.MALFORMED,
          "not ack, close, comment, pause, resume, alarmOff, alarmOn, delivered or seen");
    }
    return action;
  }

  private static String family(String name) throws Refusal {
    if (!FAMILY.matcher(name).matches() || RESERVED.matcher(name).matches()) {
      throw Refusal.at(
          "act.family", ErrorCode.MALFORMED, "not a family as alerts name it, such as SPO2_LOW");
    }
    return name;
  }
}
