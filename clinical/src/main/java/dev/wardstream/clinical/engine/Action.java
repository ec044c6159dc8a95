package dev.wardstream.clinical.engine;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a person did about an alert, or about the alarms of a patient.
 *
 * @param alertId of ACK, CLOSE, COMMENT, DELIVERED, SEEN; null for the others
 * @param user who; an empty user is refused
 * @param at platform time
 * @param note what the person wrote; mandatory for COMMENT, and for ALARM_OFF, as its reason
 * @param family of ALARM_OFF and ALARM_ON; null for the others
 * @param asOf of ACK: number of the newest event of the alert that the user had before them; null
 *     when that does not matter
 * @param until end of PAUSE (null: as usual) and of ALARM_OFF (mandatory)
 */
public record Action(
    Kind kind,
    @Nullable UUID alertId,
    String user,
    Instant at,
    @Nullable String note,
    @Nullable Long asOf,
    @Nullable String family,
    @Nullable Instant until) {

  /** Something about one alert. */
  public Action(Kind kind, UUID alertId, String user, Instant at, @Nullable String note) {
    this(kind, alertId, user, at, note, null, null, null);
  }

  /** What was done. */
  public enum Kind {
    ACK,
    CLOSE,
    /** What the note says, for all to read. */
    COMMENT,
    /** Audio pause of the patient's alarms. */
    PAUSE,
    /** End of the audio pause. */
    RESUME,
    /** No alarm signal of a family. */
    ALARM_OFF,
    /** Alarm signals of the family again. */
    ALARM_ON,
    /** A client has received the alert. */
    DELIVERED,
    /** A person had it before their eyes. */
    SEEN
  }

  /** What came of it. */
  public enum Outcome {
    /** It took effect. */
    DONE,
    /** Already so: nothing to do, nothing emitted. */
    ALREADY,
    /** No open alert of this patient has that id. */
    UNKNOWN_ALERT,
    /** No rule of this patient has that family. */
    UNKNOWN_FAMILY,
    /** It has sounded anew since: what was acknowledged is not what it is now. */
    OUTDATED,
    /** No user was named. */
    NO_USER,
    /** An alarm is not switched off without a reason, and a comment says something. */
    NO_REASON,
    /** The end is missing, over already, or later than the rules allow. */
    BAD_END,
    /**
     * An alert whose condition still holds cannot be closed: its level would stay active and the
     * patient could never alarm again. Acknowledge it instead.
     */
    STILL_ACTIVE
  }
}
