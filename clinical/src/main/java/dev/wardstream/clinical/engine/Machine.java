package dev.wardstream.clinical.engine;

import dev.wardstream.clinical.rules.Hold;
import dev.wardstream.clinical.rules.Level;
import dev.wardstream.clinical.rules.ThresholdRule;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * One level of one family: active or not. While inactive it follows the run of violating samples,
 * while active the run of clearing ones; both count only samples later than its last transition.
 * The run is a summary, so that forgetting old samples never shortens it. Immutable.
 *
 * @param sinceMillis T, event time of the last transition; {@link Long#MIN_VALUE} before the first
 * @param run the trailing run; null when the newest sample does not meet the limit
 */
record Machine(boolean active, long sinceMillis, @Nullable Run run) {
  static final Machine IDLE = new Machine(false, Long.MIN_VALUE, null);

  /**
   * After the next sample in event-time order, which is later than T. Its {@code active} differs
   * from this one's iff the sample is a transition.
   *
   * @param shown display-rounded value
   */
  Machine after(ThresholdRule rule, Level level, long timeMillis, BigDecimal shown) {
    Hold hold = active ? level.clear() : level.raise();
    boolean met =
        active
            ? rule.side().clears(shown, hold.limit())
            : rule.side().violates(shown, hold.limit());
    if (!met) {
      return run == null ? this : new Machine(active, sinceMillis, null);
    }
    long start = runStart(rule, timeMillis);
    int count = run != null && start == run.startMillis() ? run.count() + 1 : 1;
    if (count >= hold.samples() && timeMillis - start >= hold.lasting().toMillis()) {
      return new Machine(!active, timeMillis, null);
    }
    return new Machine(active, sinceMillis, new Run(start, timeMillis, count));
  }

  /** Start of the run that a sample meeting the limit at this time belongs to. */
  long runStart(ThresholdRule rule, long timeMillis) {
    return run != null && timeMillis - run.lastMillis() <= rule.maxGap().toMillis()
        ? run.startMillis()
        : timeMillis;
  }

  /** The same machine as it was right after its last transition. */
  Machine rewound() {
    return new Machine(active, sinceMillis, null);
  }
}
