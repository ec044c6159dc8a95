package dev.wardstream.alerts.rehoming;

import dev.wardstream.alerts.association.DeviceIntervals;
import dev.wardstream.alerts.wire.UnassignedPut;
import org.jspecify.annotations.Nullable;

/** What can happen to a device whose readings wait for a patient. */
public sealed interface DeviceInput {

  /** It is known whom it measured, and when; replaces what was known. */
  record Belongs(DeviceIntervals intervals) implements DeviceInput {
    /** What a record says; a tombstone says that it has nothing to do with anybody. */
    public static Belongs of(@Nullable DeviceIntervals intervals) {
      return new Belongs(intervals == null ? DeviceIntervals.NONE : intervals);
    }
  }

  /** It sent readings, and nobody could say whose. */
  record Sent(UnassignedPut put) implements DeviceInput {}
}
