package dev.wardstream.alerts.watch;

import dev.wardstream.clinical.engine.Action;
import dev.wardstream.clinical.engine.Reading;
import dev.wardstream.clinical.rules.Care;
import dev.wardstream.clinical.vitals.Association;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What can happen to a patient. When, and where in the log, is known from the record. */
public sealed interface Input {

  /**
   * A device sent readings; {@code (device, boot, seq)} identifies the put.
   *
   * @param part 0 as the device sent it; otherwise readings that were without a patient before
   */
  record Readings(String device, long boot, long seq, int part, List<Reading> readings)
      implements Input {
    public Readings {
      readings = List.copyOf(readings);
    }
  }

  /** Somebody did something about an alert, or about the alarms of the patient; as in Action. */
  record Acted(
      Action.Kind kind,
      @Nullable UUID alertId,
      String user,
      @Nullable String note,
      @Nullable Long asOf,
      @Nullable String family,
      @Nullable Instant until)
      implements Input {
    /** As the engine takes it. */
    public Action at(Instant at) {
      return new Action(kind, alertId, user, at, note, asOf, family, until);
    }
  }

  /** Where the patient is, and what was prescribed; {@link Care#UNKNOWN} after a discharge. */
  record CareChanged(Care care) implements Input {}

  /**
   * All intervals in which a device measures this patient, as now known.
   *
   * @param intervals empty when the device has nothing to do with the patient any more
   */
  record DeviceAssociated(String device, List<Association> intervals) implements Input {
    public DeviceAssociated {
      intervals = List.copyOf(intervals);
    }
  }
}
