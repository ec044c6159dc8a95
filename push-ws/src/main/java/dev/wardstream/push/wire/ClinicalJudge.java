package dev.wardstream.push.wire;

import dev.wardstream.clinical.vitals.Plausibility;
import dev.wardstream.clinical.vitals.Units;
import dev.wardstream.clinical.vitals.Vital;
import dev.wardstream.schemas.avro.Measurement;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Judges with the units and bounds of the clinical rules. Stateless: what depends on earlier
 * readings (late, conflicting) is the alert engine's.
 */
public final class ClinicalJudge implements Judge {
  private static final String INVALID = "INVALID";
  private static final String ARTEFACT = "ARTEFACT";
  private static final int MAX_DIGITS = 32;
  private static final Set<String> ACVPU = Set.of("A", "C", "V", "P", "U");
  private static final Set<String> TRUTH = Set.of("true", "false");

  @Override
  public List<Judged> judge(List<Measurement> reading) {
    var verdicts = new ArrayList<Judged>(reading.size());
    for (var measurement : reading) {
      verdicts.add(judge(measurement));
    }
    spoilPair(reading, verdicts);
    return verdicts;
  }

  private static Judged judge(Measurement measurement) {
    var vital = Vital.valueOf(measurement.getVital().name());
    var text = measurement.getValue();
    return switch (vital) {
      case ACVPU -> coded(text, ACVPU);
      case O2 -> coded(text, TRUTH);
      default -> number(vital, text, measurement.getUnit());
    };
  }

  private static Judged coded(String text, Set<String> allowed) {
    return new Judged(text, allowed.contains(text) ? null : INVALID);
  }

  private static Judged number(Vital vital, String text, @Nullable String unit) {
    if (text.length() > MAX_DIGITS || !isDecimal(text)) {
      return new Judged(text, INVALID);
    }
    var canonical = Units.toCanonical(vital, new BigDecimal(text), unit);
    if (canonical.isEmpty()) {
      return new Judged(text, INVALID);
    }
    if (!Plausibility.possible(vital, canonical.get())) {
      return new Judged(text, ARTEFACT);
    }
    var kept = unit == null || unit.equals(vital.unit());
    return new Judged(kept ? text : canonical.get().toPlainString(), null);
  }

  /** Plain or with an exponent of at most two digits: what {@code BigDecimal} reads cheaply. */
  private static boolean isDecimal(String text) {
    var e = Math.max(text.indexOf('e'), text.indexOf('E'));
    if (e < 0) {
      return DecimalText.isPlain(text);
    }
    var exponent = text.substring(e + 1);
    return DecimalText.isPlain(text.substring(0, e)) && exponent.matches("[+-]?[0-9]{1,2}");
  }

  private static void spoilPair(List<Measurement> reading, List<Judged> verdicts) {
    var systolic = -1;
    var diastolic = -1;
    for (var i = 0; i < verdicts.size(); i++) {
      if (verdicts.get(i).why() == null) {
        switch (reading.get(i).getVital()) {
          case SBP -> systolic = i;
          case DBP -> diastolic = i;
          default -> {}
        }
      }
    }
    if (systolic >= 0
        && diastolic >= 0
        && !Plausibility.possiblePair(
            new BigDecimal(verdicts.get(systolic).value()),
            new BigDecimal(verdicts.get(diastolic).value()))) {
      verdicts.set(systolic, new Judged(reading.get(systolic).getValue(), ARTEFACT));
      verdicts.set(diastolic, new Judged(reading.get(diastolic).getValue(), ARTEFACT));
    }
  }
}
