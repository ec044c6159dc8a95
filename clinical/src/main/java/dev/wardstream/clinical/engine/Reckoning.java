package dev.wardstream.clinical.engine;

import dev.wardstream.clinical.alerts.AlertInput;
import dev.wardstream.clinical.alerts.Cause;
import dev.wardstream.clinical.history.OffsetRange;
import dev.wardstream.clinical.history.Position;
import dev.wardstream.clinical.history.Sample;
import dev.wardstream.clinical.scores.Acvpu;
import dev.wardstream.clinical.scores.Band;
import dev.wardstream.clinical.scores.Component;
import dev.wardstream.clinical.scores.News2Chart;
import dev.wardstream.clinical.vitals.Fixed;
import dev.wardstream.clinical.vitals.Vital;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A NEWS2 reckoned from the values valid at an instant.
 *
 * @param points sub-scores in chart order, four bits each; {@link #UNKNOWN} for an unknown one
 * @param total sum of the known sub-scores: the total when complete, its proven minimum otherwise
 * @param complete all seven are known
 * @param band of the total, or the lowest it can be
 */
@SuppressWarnings("EnumOrdinal")
record Reckoning(Scores scores, long points, int total, boolean complete, Band band) {
  private static final int BITS = 4;
  private static final int UNKNOWN = (1 << BITS) - 1;
  private static final Component[] COMPONENTS = Component.values();
  private static final Acvpu[] LEVELS = Acvpu.values();

  static Reckoning of(Scores scores, Plan.ScorePlan plan, long tau, boolean scale2) {
    long points = 0;
    int total = 0;
    boolean complete = true;
    boolean red = false;
    for (int i = 0; i < Scores.COMPONENTS; i++) {
      int score =
          scores.valid(i, tau, plan.validity(i)) ? score(scores, plan, tau, i, scale2) : UNKNOWN;
      points |= (long) score << (i * BITS);
      if (score == UNKNOWN) {
        complete = false;
      } else {
        total += score;
        red |= score == News2Chart.RED;
      }
    }
    return new Reckoning(scores, points, total, complete, Band.of(total, red));
  }

  private static int score(
      Scores scores, Plan.ScorePlan plan, long tau, int component, boolean scale2) {
    long value = scores.values[component];
    return switch (COMPONENTS[component]) {
      case RR -> News2Chart.respiration(charted(Vital.RR, value));
      case SPO2 -> {
        int percent = charted(Vital.SPO2, value);
        int oxygen = Component.O2.ordinal();
        boolean known = scores.valid(oxygen, tau, plan.validity(oxygen));
        yield !known && News2Chart.saturationNeedsOxygen(percent, scale2)
            ? UNKNOWN
            : News2Chart.saturation(percent, scale2, known && scores.values[oxygen] != 0);
      }
      case O2 -> News2Chart.oxygen(value != 0);
      case SBP -> News2Chart.systolic(charted(Vital.SBP, value));
      case PULSE -> News2Chart.pulse(charted(Vital.HR, value));
      case ACVPU -> News2Chart.consciousness(LEVELS[(int) value]);
      case TEMP ->
          News2Chart.temperature((int) (Fixed.shown(Vital.TEMP, value) / (Fixed.ONE / 10)));
    };
  }

  static int charted(Vital vital, long value) {
    return (int) (Fixed.shown(vital, value) / Fixed.ONE);
  }

  private int score(int component) {
    return (int) (points >> (component * BITS)) & UNKNOWN;
  }

  /** Names of the components without a score. */
  String missing() {
    StringBuilder missing = new StringBuilder("missing");
    for (int i = 0; i < COMPONENTS.length; i++) {
      if (score(i) == UNKNOWN) {
        missing.append(' ').append(COMPONENTS[i].name());
      }
    }
    return missing.toString();
  }

  /** The total or its minimum as the cause of a change, with all that is known. */
  Cause cause(Shift shift, String limit) {
    List<AlertInput> inputs = new ArrayList<>(COMPONENTS.length);
    List<Sample> readings = new ArrayList<>();
    for (int i = 0; i < COMPONENTS.length; i++) {
      int score = score(i);
      if (score != UNKNOWN) {
        inputs.add(input(i, score));
        readings.addAll(readings(shift, scores, i));
      }
    }
    return new Cause(
        Instant.ofEpochMilli(scores.tau),
        Integer.toString(total),
        null,
        limit,
        complete ? "COMPLETE" : "INCOMPLETE",
        !shift.fresh(scores.tau),
        inputs,
        OffsetRange.of(readings));
  }

  private AlertInput input(int component, int score) {
    return input(scores, component, score);
  }

  static AlertInput input(Scores scores, int component, @Nullable Integer score) {
    Vital vital = Scores.vital(COMPONENTS[component]);
    return new AlertInput(
        vital,
        Fixed.text(vital, scores.values[component]),
        Instant.ofEpochMilli(scores.times[component]),
        score);
  }

  /** The sample of the component, or all samples of its median. */
  static List<Sample> readings(Shift shift, Scores scores, int component) {
    Position at = scores.positions[component];
    long time = scores.times[component];
    if (at != null) {
      return List.of(new Sample(time, scores.values[component], at));
    }
    long window = shift.plan().scores.windowMillis;
    Vital vital = Scores.vital(COMPONENTS[component]);
    List<Sample> samples =
        shift.history().between(vital, Math.max(scores.tau - window + 1, 0), scores.tau);
    return samples.isEmpty() && vital == Vital.HR
        ? shift.history().between(Vital.PULSE, Math.max(scores.tau - window + 1, 0), scores.tau)
        : samples;
  }
}
