package dev.wardstream.clinical.engine;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a person did about an alert.
 *
 * @param user who; an empty user is refused
 * @param at platform time
 * @param note what the person wrote
 */
public record Action(Kind kind, UUID alertId, String user, Instant at, @Nullable String note) {
  /** What was done. */
  public enum Kind {
    ACK,
    CLOSE
  }

  /** What came of it. */
  public enum Outcome {
    /** It took effect. */
    DONE,
    /** Already acknowledged: nothing to do, nothing emitted. */
    ALREADY,
    /** No open alert of this patient has that id. */
    UNKNOWN_ALERT,
    /** No user was named. */
    NO_USER,
    /**
     * An alert whose condition still holds cannot be closed: its level would stay active and the
     * patient could never alarm again. Acknowledge it instead.
     */
    STILL_ACTIVE
  }
}
