package dev.wardstream.clinical.reference;

import dev.wardstream.clinical.vitals.Association;
import dev.wardstream.clinical.vitals.Vital;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What can happen to a patient. All times are epoch milliseconds. */
sealed interface Input {
  /** Platform time. */
  long at();

  /** A put arrived; {@code offset} is its place in the log. */
  record Sent(long at, String device, long seq, long offset, List<Measured> readings)
      implements Input {
    public Sent {
      readings = List.copyOf(readings);
    }
  }

  /**
   * One value as sent.
   *
   * @param round of an observation set
   */
  record Measured(Vital vital, String value, @Nullable String unit, long time, boolean round) {
    Measured(Vital vital, String value, @Nullable String unit, long time) {
      this(vital, value, unit, time, false);
    }

    /** The same, as part of an observation set. */
    Measured ofRound() {
      return new Measured(vital, value, unit, time, true);
    }
  }

  /**
   * A person or a client did something.
   *
   * @param family of the alert, or of the alarm that is switched off; empty for an audio pause
   * @param until end of a pause or of an alarm that is off; 0 otherwise
   * @param behind how many of the patient's events whoever acknowledges or closes has not seen; -1
   *     when that does not matter
   */
  record Acted(long at, Kind kind, String family, long until, int behind) implements Input {
    Acted(long at, Kind kind, String family, long until) {
      this(at, kind, family, until, -1);
    }

    Acted(long at, Kind kind, String family) {
      this(at, kind, family, 0);
    }
  }

  /** What was done. */
  enum Kind {
    ACK,
    CLOSE,
    COMMENT,
    PAUSE,
    RESUME,
    ALARM_OFF,
    ALARM_ON,
    DELIVERED,
    SEEN
  }

  /** Nothing but time has passed. */
  record Ticked(long at) implements Input {}

  /** Everything that is known of a device's associations from now on. */
  record Associated(long at, String device, List<Association> intervals) implements Input {
    public Associated {
      intervals = List.copyOf(intervals);
    }
  }
}
