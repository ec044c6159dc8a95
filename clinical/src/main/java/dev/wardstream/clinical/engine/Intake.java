package dev.wardstream.clinical.engine;

import dev.wardstream.clinical.vitals.Decimals;
import dev.wardstream.clinical.vitals.Fixed;
import dev.wardstream.clinical.vitals.Plausibility;
import dev.wardstream.clinical.vitals.Units;
import dev.wardstream.clinical.vitals.Vital;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * Judges a reading by itself: is it from the future, is it a value, is it possible? What it says
 * depends on nothing but the put.
 */
final class Intake {
  /** Marks in place of a value; no value comes near them. */
  static final long FUTURE = Long.MIN_VALUE + 1;

  static final long INVALID = Long.MIN_VALUE + 2;
  static final long ARTEFACT = Long.MIN_VALUE + 3;
  private static final long FIRST_VALUE = Long.MIN_VALUE + 4;
  private static final Set<String> CONSCIOUSNESS = Set.of("A", "C", "V", "P", "U");

  private Intake() {}

  static boolean isValue(long judged) {
    return judged >= FIRST_VALUE;
  }

  /** The disposition of a mark. */
  static Disposition disposition(long mark) {
    return mark == FUTURE
        ? Disposition.FUTURE
        : mark == INVALID ? Disposition.INVALID : Disposition.ARTEFACT;
  }

  /** Judges every reading of a put, in its order: a value as {@link Fixed}, or a mark. */
  static long[] judge(Put put, long futureMillis) {
    List<Reading> readings = put.readings();
    long[] judged = new long[readings.size()];
    long horizon = put.arrival().toEpochMilli() + futureMillis;
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
  private static long judge(Reading reading, long horizonMillis) {
    Instant time = reading.time();
    if (time.getEpochSecond() > Math.floorDiv(horizonMillis, 1000)
        || time.toEpochMilli() > horizonMillis) {
      return FUTURE;
    }
    if (time.getEpochSecond() < 0) {
      return INVALID;
    }
    if (reading.status() == Reading.Status.ENTERED_IN_ERROR) {
      return 0;
    }
    return reading.vital().numeric() ? number(reading) : code(reading);
  }

  private static long number(Reading reading) {
    if (reading.unit() == null) {
      long plain = Fixed.parse(reading.value());
      if (plain != Fixed.UNUSUAL) {
        return Plausibility.possible(reading.vital(), plain) ? plain : ARTEFACT;
      }
    }
    BigDecimal sent = Decimals.parse(reading.value());
    if (sent == null || !Units.knows(reading.vital(), reading.unit())) {
      return INVALID;
    }
    if (!Decimals.tame(sent)) {
      return ARTEFACT;
    }
    return Units.toCanonical(reading.vital(), sent, reading.unit())
        .filter(value -> Plausibility.possible(reading.vital(), value))
        .map(Fixed::of)
        .orElse(ARTEFACT);
  }

  private static long code(Reading reading) {
    String value = reading.value();
    if (reading.unit() != null) {
      return INVALID;
    }
    if (reading.vital() == Vital.ACVPU) {
      return CONSCIOUSNESS.contains(value) ? Fixed.ofConsciousness(value) : INVALID;
    }
    return switch (value) {
      case "true", "1" -> 1;
      case "false", "0" -> 0;
      default -> INVALID;
    };
  }

  /** Systolic and diastolic of one instant that cannot be true together are both artefacts. */
  private static void judgePairs(List<Reading> readings, long[] judged) {
    for (int i = 0; i < judged.length; i++) {
      if (readings.get(i).vital() != Vital.SBP || !isValue(judged[i])) {
        continue;
      }
      for (int j = 0; j < judged.length; j++) {
        boolean partner =
            readings.get(j).vital() == Vital.DBP
                && isValue(judged[j])
                && readings.get(j).time().equals(readings.get(i).time());
        if (partner && !Plausibility.possiblePair(judged[i], judged[j])) {
          judged[i] = ARTEFACT;
          judged[j] = ARTEFACT;
          break;
        }
      }
    }
  }
}
