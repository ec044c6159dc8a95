package dev.wardstream.clinical.scores;

import dev.wardstream.clinical.scores.News2Score.Bounds;
import dev.wardstream.clinical.scores.News2Score.Status;
import dev.wardstream.clinical.vitals.Decimals;
import dev.wardstream.clinical.vitals.Vital;
import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * NEWS2 of a whole observation set, with bounds where something is missing. Values are rounded half
 * up to the chart's resolution before they are looked up (a project choice: the RCP states its
 * bands at that resolution and is silent on anything finer).
 */
public final class News2 {
  private final Map<Component, Integer> subScores = new EnumMap<>(Component.class);
  private final Set<Component> missing = EnumSet.noneOf(Component.class);
  private int totalMin;
  private int totalMax;
  private boolean redMin;
  private boolean redMax;

  private News2() {}

  /** The score of an observation set. */
  public static News2Score score(ObservationSet set) {
    return set.applicability()
        .objection()
        .map(News2Score::notApplicable)
        .orElseGet(() -> new News2().add(set));
  }

  private News2Score add(ObservationSet set) {
    BigDecimal rr = set.rr();
    BigDecimal sbp = set.sbp();
    BigDecimal pulse = set.pulse();
    BigDecimal temp = set.temp();
    Boolean o2 = set.o2();
    Acvpu acvpu = set.acvpu();
    add(Component.RR, rr == null ? null : News2Chart.respiration(charted(Vital.RR, rr)));
    addSaturation(set.spo2(), set.scale2(), o2);
    add(Component.O2, o2 == null ? null : News2Chart.oxygen(o2));
    add(Component.SBP, sbp == null ? null : News2Chart.systolic(charted(Vital.SBP, sbp)));
    add(Component.PULSE, pulse == null ? null : News2Chart.pulse(charted(Vital.PULSE, pulse)));
    add(Component.ACVPU, acvpu == null ? null : News2Chart.consciousness(acvpu));
    add(Component.TEMP, temp == null ? null : News2Chart.temperature(charted(Vital.TEMP, temp)));
    return new News2Score(
        missing.isEmpty() ? Status.COMPLETE : Status.INCOMPLETE,
        null,
        subScores,
        missing,
        new Bounds(totalMin, totalMax, Band.of(totalMin, redMin), Band.of(totalMax, redMax)));
  }

  private void addSaturation(@Nullable BigDecimal spo2, boolean scale2, @Nullable Boolean o2) {
    if (spo2 == null) {
      add(Component.SPO2, null);
      return;
    }
    int percent = charted(Vital.SPO2, spo2);
    if (o2 == null && News2Chart.saturationNeedsOxygen(percent, scale2)) {
      widen(
          News2Chart.saturationAtLeast(percent, scale2),
          News2Chart.saturationAtMost(percent, scale2));
    } else {
      add(Component.SPO2, News2Chart.saturation(percent, scale2, Boolean.TRUE.equals(o2)));
    }
  }

  private void add(Component component, @Nullable Integer points) {
    if (points == null) {
      missing.add(component);
      widen(0, component.max());
    } else {
      subScores.put(component, points);
      widen(points, points);
    }
  }

  private void widen(int least, int most) {
    totalMin += least;
    totalMax += most;
    redMin |= least == News2Chart.RED;
    redMax |= most == News2Chart.RED;
  }

  /** The charted value in units of the chart's resolution: /min, %, mmHg, tenths of a degree. */
  private static int charted(Vital vital, BigDecimal value) {
    return Decimals.display(vital, value).movePointRight(vital.chartScale()).intValueExact();
  }
}
