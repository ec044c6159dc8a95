package dev.wardstream.clinical.engine;

/** What became of a reading, in the order in which the reasons are checked. */
public enum Disposition {
  /** The same put of the same device has been seen before: no effect. */
  DUPLICATE,
  /** Too far ahead of its arrival: the device's clock is wrong. */
  FUTURE,
  /** Not a value: not a number, an unknown code or an unknown unit. */
  INVALID,
  /** A number that is impossible for the vital, sentinels among them. */
  ARTEFACT,
  /** The device had no patient at that time; decided before the engine, which knows one patient. */
  UNASSIGNED,
  /**
   * Older than the newest of its series by more than the lateness bound: charted, not evaluated.
   */
  LATE,
  /** The series already has a value at that event time; the first holds. */
  CONFLICT,
  /** Inserted in event-time order and evaluated. */
  ACCEPTED,
  /** Replaced the value of the same event time, for all that is decided from now on. */
  CORRECTED,
  /** Removed the value of the same event time, for all that is decided from now on. */
  REMOVED
}
