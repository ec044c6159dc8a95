package dev.wardstream.clinical.reference;

import dev.wardstream.clinical.reference.Input.Measured;
import dev.wardstream.clinical.reference.Input.Sent;
import dev.wardstream.clinical.reference.Memory.Kept;
import dev.wardstream.clinical.vitals.Units;
import dev.wardstream.clinical.vitals.Vital;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Says of each reading of a put what it is by itself. */
final class NaiveIntake {
  private static final int PLACES = 6;
  private static final Map<Vital, List<String>> BOUNDS =
      Map.of(
          Vital.HR, List.of("0", "300"),
          Vital.PULSE, List.of("0", "300"),
          Vital.RR, List.of("0", "120"),
          Vital.SPO2, List.of("1", "100"),
          Vital.SBP, List.of("30", "300"),
          Vital.DBP, List.of("10", "220"),
          Vital.MAP, List.of("15", "250"),
          Vital.TEMP, List.of("25", "45"));

  private NaiveIntake() {}

  /**
   * A judged reading.
   *
   * @param not why it is no value; null for a value
   * @param kept the value, when it is one
   */
  record Judged(Measured reading, @Nullable String not, @Nullable Kept kept) {}

  static List<Judged> judge(Sent put, long future) {
    List<Judged> judged = new ArrayList<>();
    for (Measured reading : put.readings()) {
      judged.add(
          reading.time() > put.at() + future
              ? new Judged(reading, "FUTURE", null)
              : value(reading, put.offset()));
    }
    pairs(judged);
    return judged;
  }

  private static Judged value(Measured reading, long offset) {
    Vital vital = reading.vital();
    if (vital == Vital.ACVPU || vital == Vital.O2) {
      Set<String> codes =
          vital == Vital.O2 ? Set.of("true", "false") : Set.of("A", "C", "V", "P", "U");
      return codes.contains(reading.value())
          ? new Judged(reading, null, kept(reading, reading.value(), BigDecimal.ZERO, offset))
          : new Judged(reading, "INVALID", null);
    }
    BigDecimal number;
    try {
      number = new BigDecimal(reading.value());
    } catch (NumberFormatException _) {
      return new Judged(reading, "INVALID", null);
    }
    number = Units.toCanonical(vital, number, reading.unit()).orElse(null);
    if (number == null) {
      return new Judged(reading, "INVALID", null);
    }
    List<String> bounds = BOUNDS.getOrDefault(vital, List.of("0", "100"));
    boolean possible =
        number.compareTo(new BigDecimal(bounds.getFirst())) >= 0
            && number.compareTo(new BigDecimal(bounds.getLast())) <= 0;
    return possible
        ? new Judged(reading, null, kept(reading, "", number, offset))
        : new Judged(reading, "ARTEFACT", null);
  }

  private static Kept kept(Measured reading, String code, BigDecimal number, long offset) {
    BigDecimal exact =
        number.scale() > PLACES ? number.setScale(PLACES, RoundingMode.DOWN) : number;
    return new Kept(
        reading.time(),
        code,
        exact,
        exact.setScale(places(reading.vital()), RoundingMode.HALF_UP),
        offset);
  }

  private static int places(Vital vital) {
    return vital == Vital.TEMP || vital == Vital.O2_FLOW ? 1 : 0;
  }

  /**
   * A systolic pressure that is not above the diastolic one of its put and time: both are wrong.
   */
  private static void pairs(List<Judged> judged) {
    for (int i = 0; i < judged.size(); i++) {
      for (int j = 0; j < judged.size(); j++) {
        Kept high = judged.get(i).kept;
        Kept low = judged.get(j).kept;
        if (high != null
            && low != null
            && judged.get(i).reading.vital() == Vital.SBP
            && judged.get(j).reading.vital() == Vital.DBP
            && high.t() == low.t()
            && high.value().compareTo(low.value()) <= 0) {
          judged.set(i, new Judged(judged.get(i).reading, "ARTEFACT", null));
          judged.set(j, new Judged(judged.get(j).reading, "ARTEFACT", null));
        }
      }
    }
  }
}
