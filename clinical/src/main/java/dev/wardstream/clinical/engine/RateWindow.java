package dev.wardstream.clinical.engine;

import dev.wardstream.clinical.rules.RateRule;
import dev.wardstream.clinical.rules.Side;
import dev.wardstream.clinical.vitals.Fixed;
import dev.wardstream.clinical.vitals.Vital;

/**
 * The extremum of the samples at most {@code window} and at least {@code minAge} older than the
 * newest, in amortised constant time: of the candidates only those are kept that can still become
 * the extremum. One thread owns it.
 */
final class RateWindow {
  /** No sample is old enough. */
  static final long UNDEFINED = Long.MIN_VALUE;

  private final boolean rise;
  private final long windowMillis;
  private final long minAgeMillis;
  private final Vital vital;
  private final Pairs young = new Pairs();
  private final Pairs candidates = new Pairs();

  RateWindow(RateRule rule) {
    rise = rule.side() == Side.HIGH;
    windowMillis = rule.window().toMillis();
    minAgeMillis = rule.minAge().toMillis();
    vital = rule.vital();
  }

  /** The next sample in event-time order: how far it lies beyond the extremum, or UNDEFINED. */
  long distance(long time, long value) {
    long shown = Fixed.shown(vital, value);
    young.addLast(time, shown);
    while (!young.isEmpty() && young.firstTime() <= time - minAgeMillis) {
      admit(young.firstTime(), young.firstValue());
      young.removeFirst();
    }
    while (!candidates.isEmpty() && candidates.firstTime() < time - windowMillis) {
      candidates.removeFirst();
    }
    if (candidates.isEmpty()) {
      return UNDEFINED;
    }
    return rise ? shown - candidates.firstValue() : candidates.firstValue() - shown;
  }

  private void admit(long time, long shown) {
    while (!candidates.isEmpty()
        && (rise ? candidates.lastValue() >= shown : candidates.lastValue() <= shown)) {
      candidates.removeLast();
    }
    candidates.addLast(time, shown);
  }
}
