package dev.wardstream.clinical.engine;

import dev.wardstream.clinical.alerts.AlertInput;
import dev.wardstream.clinical.alerts.Cause;
import dev.wardstream.clinical.history.OffsetRange;
import dev.wardstream.clinical.history.Sample;
import dev.wardstream.clinical.scores.Acvpu;
import dev.wardstream.clinical.scores.Component;
import dev.wardstream.clinical.scores.Qsofa;
import dev.wardstream.clinical.vitals.Vital;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The criteria of qSOFA met at an instant.
 *
 * @param points of the criteria that are known
 * @param known bit n is set when component n is known
 */
@SuppressWarnings("EnumOrdinal")
record QsofaCount(Scores scores, int points, int known) {
  private static final int RR = Component.RR.ordinal();
  private static final int SBP = Component.SBP.ordinal();
  private static final int ACVPU = Component.ACVPU.ordinal();
  private static final int ALL = 1 << RR | 1 << SBP | 1 << ACVPU;
  private static final Acvpu[] LEVELS = Acvpu.values();

  static QsofaCount of(Scores scores, Plan.ScorePlan plan) {
    int points = 0;
    int known = 0;
    if (scores.valid(RR, scores.tau, plan.validity(RR))) {
      known |= 1 << RR;
      points += Qsofa.respiration(Reckoning.charted(Vital.RR, scores.values[RR]));
    }
    if (scores.valid(SBP, scores.tau, plan.validity(SBP))) {
      known |= 1 << SBP;
      points += Qsofa.systolic(Reckoning.charted(Vital.SBP, scores.values[SBP]));
    }
    if (scores.valid(ACVPU, scores.tau, plan.validity(ACVPU))) {
      known |= 1 << ACVPU;
      points += Qsofa.mentation(LEVELS[(int) scores.values[ACVPU]]);
    }
    return new QsofaCount(scores, points, known);
  }

  boolean complete() {
    return known == ALL;
  }

  Cause cause(Shift shift, String limit) {
    List<AlertInput> inputs = new ArrayList<>();
    List<Sample> readings = new ArrayList<>();
    for (int component : new int[] {RR, SBP, ACVPU}) {
      if ((known >> component & 1) != 0) {
        inputs.add(Reckoning.input(scores, component, null));
        readings.addAll(Reckoning.readings(shift, scores, component));
      }
    }
    return new Cause(
        Instant.ofEpochMilli(scores.tau),
        Integer.toString(points),
        null,
        limit,
        complete() ? "COMPLETE" : "INCOMPLETE",
        !shift.fresh(scores.tau),
        inputs,
        OffsetRange.of(readings));
  }
}
