package dev.wardstream.clinical.engine;

/**
 * A timer that is set.
 *
 * @param atMillis when it fires: at its deadline, or at once when the deadline is already over
 * @param deadlineMillis its exact deadline
 * @param subject device, vital or family, as the kind needs
 */
record Timer(long atMillis, long deadlineMillis, Kind kind, String subject) {
  /** In the order in which timers of the same instant and deadline fire. */
  enum Kind {
    ASSOCIATION_END,
    SIGNAL_LOST,
    LOST_ESCALATION,
    TIER_UP,
    MINUTE
  }

  boolean before(Timer other) {
    if (atMillis != other.atMillis) {
      return atMillis < other.atMillis;
    }
    if (deadlineMillis != other.deadlineMillis) {
      return deadlineMillis < other.deadlineMillis;
    }
    return kind.compareTo(other.kind) < 0;
  }
}
