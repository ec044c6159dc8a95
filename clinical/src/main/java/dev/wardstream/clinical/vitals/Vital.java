package dev.wardstream.clinical.vitals;

import java.util.Locale;
import java.util.Optional;

/**
 * What can be measured, with its name on the wire, its canonical UCUM unit and the resolution of a
 * paper chart (decimal places), to which a value is rounded before it meets a limit.
 */
public enum Vital {
  HR("hr", "/min", 0),
  PULSE("pulse", "/min", 0),
  RR("rr", "/min", 0),
  SPO2("spo2", "%", 0),
  SBP("sbp", "mm[Hg]", 0),
  DBP("dbp", "mm[Hg]", 0),
  MAP("map", "mm[Hg]", 0),
  TEMP("temp", "Cel", 1),
  /** Consciousness: one of A C V P U. A code, not a number. */
  ACVPU("acvpu", "", 0),
  /** Supplemental oxygen: true or false. A code, not a number. */
  O2("o2", "", 0),
  O2_FLOW("o2Flow", "L/min", 1),
  FIO2("fio2", "%", 0);

  private final String wireName;
  private final String unit;
  private final int chartScale;

  Vital(String wireName, String unit, int chartScale) {
    this.wireName = wireName;
    this.unit = unit;
    this.chartScale = chartScale;
  }

  /** The field name in a put. */
  public String wireName() {
    return wireName;
  }

  /** The canonical UCUM code; empty for coded vitals. */
  public String unit() {
    return unit;
  }

  /** Decimal places of the chart. */
  public int chartScale() {
    return chartScale;
  }

  /** Whether values are decimal numbers; {@link #ACVPU} and {@link #O2} are codes. */
  public boolean numeric() {
    return !unit.isEmpty();
  }

  /** The vital of a wire name or constant name, in any case. */
  public static Optional<Vital> named(String name) {
    String folded = name.toUpperCase(Locale.ROOT);
    for (Vital vital : values()) {
      if (vital.name().equals(folded) || vital.wireName.toUpperCase(Locale.ROOT).equals(folded)) {
        return Optional.of(vital);
      }
    }
    return Optional.empty();
  }
}
