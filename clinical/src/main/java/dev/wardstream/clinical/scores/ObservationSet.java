package dev.wardstream.clinical.scores;

import dev.wardstream.clinical.vitals.Decimals;
import dev.wardstream.clinical.vitals.Plausibility;
import dev.wardstream.clinical.vitals.Vital;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What was observed of one patient at one time, in canonical units and as precisely as it was
 * measured; null is missing.
 *
 * @param rr breaths per minute
 * @param spo2 percent
 * @param scale2 the saturation is scored on scale 2, by prescription only
 * @param o2 breathes supplemental oxygen
 * @param sbp systolic pressure in mmHg
 * @param pulse beats per minute
 * @param temp degrees Celsius
 */
public record ObservationSet(
    @Nullable BigDecimal rr,
    @Nullable BigDecimal spo2,
    boolean scale2,
    @Nullable Boolean o2,
    @Nullable BigDecimal sbp,
    @Nullable BigDecimal pulse,
    @Nullable Acvpu acvpu,
    @Nullable BigDecimal temp,
    Applicability applicability) {

  /**
   * Project choice: charted by hand, a pressure too low to be measured is written as it is felt. A
   * monitor's reading under 30 mmHg is an artefact; a chart's is a patient without a pressure.
   */
  private static final BigDecimal NO_PRESSURE = BigDecimal.ZERO;

  private static final BigDecimal WEAK_PRESSURE = BigDecimal.valueOf(30);

  public ObservationSet {
    require(Vital.RR, rr);
    require(Vital.SPO2, spo2);
    require(Vital.SBP, sbp);
    require(Vital.PULSE, pulse);
    require(Vital.TEMP, temp);
  }

  /** Whether a charted value of a numeric vital can be true; all others are refused. */
  public static boolean possible(Vital vital, BigDecimal value) {
    return Plausibility.possible(vital, value)
        || (vital == Vital.SBP && Decimals.tame(value) && tooLowToMeasure(value));
  }

  private static boolean tooLowToMeasure(BigDecimal sbp) {
    return sbp.compareTo(NO_PRESSURE) >= 0 && sbp.compareTo(WEAK_PRESSURE) < 0;
  }

  private static void require(Vital vital, @Nullable BigDecimal value) {
    if (value != null && !possible(vital, value)) {
      throw new IllegalArgumentException(
          "%s %s %s is physically impossible".formatted(vital.wireName(), value, vital.unit()));
    }
  }
}
