package dev.wardstream.clinical.engine;

import dev.wardstream.clinical.history.Position;
import dev.wardstream.clinical.history.Sample;
import dev.wardstream.clinical.rules.RateRule;
import dev.wardstream.clinical.rules.ShockIndexRule;
import dev.wardstream.clinical.vitals.Fixed;
import dev.wardstream.clinical.vitals.Vital;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the samples of a patient say about a ladder, looked up in the history. */
final class Evidence {
  static final Position NOWHERE = new Position(-1, -1);

  private Evidence() {}

  /**
   * A sample and what is compared with the limits.
   *
   * @param fraction null when a rate has nothing to compare with
   */
  record Derived(Sample sample, @Nullable Fraction fraction) {}

  /** Everything from one event time to another; samples without a shock index are left out. */
  static List<Derived> derive(Shift shift, Ladder ladder, long from, long to) {
    List<Derived> derived = new ArrayList<>();
    switch (ladder.rule) {
      case RateRule rate -> {
        RateWindow window = new RateWindow(rate);
        long reach = Math.max(from - rate.window().toMillis(), 0);
        for (Sample sample : shift.history().between(ladder.vital, reach, to)) {
          long distance = window.distance(sample.time(), sample.value());
          if (sample.time() >= from) {
            derived.add(
                new Derived(
                    sample, distance == RateWindow.UNDEFINED ? null : Fraction.plain(distance)));
          }
        }
      }
      case ShockIndexRule rule -> {
        for (Sample sample : shift.history().between(ladder.vital, from, to)) {
          Sample rate = heartRate(shift, rule, sample.time());
          if (rate != null) {
            derived.add(new Derived(sample, shockIndex(rate, sample)));
          }
        }
      }
      default -> {
        for (Sample sample : shift.history().between(ladder.vital, from, to)) {
          long shown = Fixed.shown(ladder.vital, sample.value());
          derived.add(new Derived(sample, Fraction.plain(shown)));
        }
      }
    }
    return derived;
  }

  /**
   * The newest heart rate at most so much older than the instant, and not later. What is older than
   * a late pressure could ask for is forgotten.
   */
  static @Nullable Sample heartRate(Shift shift, ShockIndexRule rule, long time) {
    Series series = shift.series(Vital.HR);
    if (series.isEmpty()) {
      return null;
    }
    long maxAge = rule.maxAge().toMillis();
    long kept = series.newest - shift.plan().latenessMillis - maxAge;
    long oldest = Math.max(Math.max(time - maxAge, kept), 0);
    if (time < oldest || series.newest < oldest) {
      return null;
    }
    List<Sample> rates = shift.history().between(Vital.HR, oldest, time);
    return rates.isEmpty() ? null : rates.getLast();
  }

  static Fraction shockIndex(Sample heartRate, Sample pressure) {
    return new Fraction(
        Fixed.shown(Vital.HR, heartRate.value()),
        Fixed.shown(Vital.SBP, pressure.value()) / Fixed.ONE);
  }
}
