package dev.wardstream.accounts;

import java.time.Duration;
import java.time.Instant;

/**
 * How long to wait after a number of wrong passwords: nothing at first, then a second, doubled each
 * time up to a longest wait.
 *
 * @param free wrong ones that cost nothing
 * @param longest wait
 */
record BackOff(int free, Duration longest) {

  /**
   * Of one account: the hundred guesses that NIST SP 800-63B §5.2.2 permits take a day, and after
   * them nobody gets in.
   */
  static final BackOff OF_ACCOUNT = new BackOff(4, Duration.ofMinutes(15));

  /** Of one address, behind which a whole hospital may be. */
  static final BackOff OF_ADDRESS = new BackOff(30, Duration.ofMinutes(1));

  private static final int MOST_DOUBLINGS = 20;

  /** What is left to wait; zero or less when there is nothing. */
  Duration left(int failures, Instant last, Instant now) {
    if (failures <= free) {
      return Duration.ZERO;
    }
    var doublings = Math.min(failures - free - 1, MOST_DOUBLINGS);
    var wait = Duration.ofSeconds(1L << doublings);
    return Duration.between(now, last.plus(wait.compareTo(longest) < 0 ? wait : longest));
  }
}
