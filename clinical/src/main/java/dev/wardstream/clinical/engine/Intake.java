package dev.wardstream.clinical.engine;

import dev.wardstream.clinical.rules.Timing;
import dev.wardstream.clinical.vitals.Decimals;
import dev.wardstream.clinical.vitals.Plausibility;
import dev.wardstream.clinical.vitals.Units;
import dev.wardstream.clinical.vitals.Vital;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Judges a reading by itself: is it from the future, is it a value, is it possible? What it says
 * depends on nothing but the put.
 */
final class Intake {
  private static final Set<String> CONSCIOUSNESS = Set.of("A", "C", "V", "P", "U");

  private Intake() {}

  /**
   * A judged reading.
   *
   * @param disposition FUTURE, INVALID, ARTEFACT or, so far, ACCEPTED
   * @param value in the canonical unit, as text; null unless ACCEPTED
   * @param number the same as a number; null unless ACCEPTED and numeric
   */
  record Judged(Disposition disposition, @Nullable String value, @Nullable BigDecimal number) {
    static final Judged FUTURE = new Judged(Disposition.FUTURE, null, null);
    static final Judged INVALID = new Judged(Disposition.INVALID, null, null);
    static final Judged ARTEFACT = new Judged(Disposition.ARTEFACT, null, null);
  }

  /** Judges every reading of a put, in its order. */
  static Judged[] judge(Put put, Timing timing) {
    List<Reading> readings = put.readings();
    Judged[] judged = new Judged[readings.size()];
    long horizon = put.arrival().toEpochMilli() + timing.future().toMillis();
    boolean systolic = false;
    boolean diastolic = false;
    for (int i = 0; i < judged.length; i++) {
      Reading reading = readings.get(i);
      judged[i] = judge(reading, horizon);
      systolic |= reading.vital() == Vital.SBP;
      diastolic |= reading.vital() == Vital.DBP;
    }
    if (systolic && diastolic) {
      judgePairs(readings, judged);
    }
    return judged;
  }

  /** A time before 1970 is a device without a clock. */
  private static Judged judge(Reading reading, long horizonMillis) {
    Instant time = reading.time();
    if (time.getEpochSecond() > Math.floorDiv(horizonMillis, 1000)
        || time.toEpochMilli() > horizonMillis) {
      return Judged.FUTURE;
    }
    if (time.getEpochSecond() < 0) {
      return Judged.INVALID;
    }
    return reading.vital().numeric() ? number(reading) : code(reading);
  }

  private static Judged number(Reading reading) {
    BigDecimal sent = Decimals.parse(reading.value());
    if (sent == null || !Units.knows(reading.vital(), reading.unit())) {
      return Judged.INVALID;
    }
    if (!Decimals.tame(sent)) {
      return Judged.ARTEFACT;
    }
    Optional<BigDecimal> value = Units.toCanonical(reading.vital(), sent, reading.unit());
    return value
        .filter(v -> Plausibility.possible(reading.vital(), v))
        .map(v -> new Judged(Disposition.ACCEPTED, v.toPlainString(), v))
        .orElse(Judged.ARTEFACT);
  }

  private static Judged code(Reading reading) {
    String code = codeOf(reading.vital(), reading.value());
    return code == null || reading.unit() != null
        ? Judged.INVALID
        : new Judged(Disposition.ACCEPTED, code, null);
  }

  private static @Nullable String codeOf(Vital vital, String value) {
    if (vital == Vital.ACVPU) {
      return CONSCIOUSNESS.contains(value) ? value : null;
    }
    return switch (value) {
      case "true", "1" -> "true";
      case "false", "0" -> "false";
      default -> null;
    };
  }

  /** Systolic and diastolic of one instant that cannot be true together are both artefacts. */
  private static void judgePairs(List<Reading> readings, Judged[] judged) {
    Map<Instant, Integer> diastolic = new HashMap<>();
    for (int i = 0; i < judged.length; i++) {
      if (readings.get(i).vital() == Vital.DBP && judged[i].number != null) {
        diastolic.putIfAbsent(readings.get(i).time(), i);
      }
    }
    for (int i = 0; i < judged.length; i++) {
      Integer partner = diastolic.get(readings.get(i).time());
      BigDecimal high = judged[i].number;
      if (partner == null || high == null || readings.get(i).vital() != Vital.SBP) {
        continue;
      }
      BigDecimal low = judged[partner].number;
      if (low != null && !Plausibility.possiblePair(high, low)) {
        judged[i] = Judged.ARTEFACT;
        judged[partner] = Judged.ARTEFACT;
      }
    }
  }
}
