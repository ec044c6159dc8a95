package dev.wardstream.clinical.engine;

import dev.wardstream.clinical.rules.Hold;
import dev.wardstream.clinical.rules.Level;
import dev.wardstream.clinical.rules.RuleSet;
import dev.wardstream.clinical.rules.ThresholdRule;
import dev.wardstream.clinical.windows.MinuteWindow;

/**
 * How long samples are kept: long enough that forgetting one can change nothing.
 *
 * <p>A late sample is at most L older than the newest. The run it may join has not fired yet, so it
 * is shorter than its hold lasts or has fewer samples than it takes, each at most G after the last:
 * it began at most max(hold, samples · G) + G before the late sample. And a minute that can still
 * be revised needs all its samples.
 */
final class Retention {
  private Retention() {}

  static long millis(RuleSet rules) {
    long longest = MinuteWindow.SIZE.toMillis();
    for (ThresholdRule rule : rules.thresholds()) {
      for (Level level : rule.levels()) {
        longest = Math.max(longest, runMillis(rule, level.raise()));
        longest = Math.max(longest, runMillis(rule, level.clear()));
      }
    }
    return rules.timing().lateness().toMillis() + longest + MinuteWindow.SIZE.toMillis();
  }

  private static long runMillis(ThresholdRule rule, Hold hold) {
    long gap = rule.maxGap().toMillis();
    return Math.max(hold.lasting().toMillis(), hold.samples() * gap) + gap;
  }
}
