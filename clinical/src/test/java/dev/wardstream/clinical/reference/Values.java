package dev.wardstream.clinical.reference;

import dev.wardstream.clinical.reference.Input.Measured;
import dev.wardstream.clinical.vitals.Vital;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Values at and beside every limit, in regimes that last for a while. One thread owns the regimes
 * of a timeline.
 */
final class Values {
  private static final Map<Vital, List<List<String>>> REGIMES =
      Map.of(
          Vital.SPO2,
          List.of(
              List.of("97", "96", "95", "95.5", "92", "93", "94", "91.5", "100"),
              List.of("90", "91", "90.4", "89.5", "91.4"),
              List.of("89", "88", "86", "85", "89.4", "89.49", "83"),
              List.of("79", "79.4", "80", "79.5", "76", "81", "82", "71")),
          Vital.HR,
          List.of(
              List.of("80"),
              List.of("80", "85", "90", "95", "100", "70", "80.4"),
              List.of("121", "120.5", "120", "120.4", "125", "131", "130", "116", "115"),
              List.of("151", "150.5", "150", "155", "145", "146", "161"),
              List.of("49", "49.4", "49.5", "50", "51", "41", "54", "55"),
              List.of("39", "39.5", "0", "40", "44", "45")),
          Vital.RR,
          List.of(
              List.of("16", "12", "20", "12.5"),
              List.of("22", "21", "21.5", "24", "25", "28"),
              List.of("31", "30.5", "30", "30.4", "36", "29"),
              List.of("7", "7.4", "7.5", "8", "9", "10"),
              List.of("4", "0", "4.5", "5", "2")),
          Vital.SBP,
          List.of(
              List.of("120", "111", "110.5", "100"),
              List.of("100", "100.5", "100.4", "101", "95", "94"),
              List.of("89", "90", "89.5", "85", "78"),
              List.of("69", "70", "69.5", "75", "74"),
              List.of("161", "160", "160.5", "155", "170.5"),
              List.of("220", "219", "219.5", "210", "230")),
          Vital.TEMP,
          List.of(
              List.of("37.0", "36.5", "38.0", "38.04"),
              List.of("39.1", "39.0", "39.05", "39.04", "38.7", "38.75", "39.6"),
              List.of("40.6", "40.5", "40.55", "40.2", "41.1"),
              List.of("35.0", "35.1", "35.04", "35.05", "35.3", "34.5"),
              List.of("33.9", "34.0", "33.95", "34.3")),
          Vital.PULSE,
          List.of(List.of("80", "91", "110.5"), List.of("131", "40")),
          Vital.DBP,
          List.of(List.of("70", "80"), List.of("95", "120")),
          Vital.MAP,
          List.of(List.of("90")),
          Vital.ACVPU,
          List.of(List.of("A"), List.of("C", "V", "A"), List.of("U", "P", "A")),
          Vital.O2,
          List.of(List.of("false"), List.of("true", "false")));

  private static final List<String> WRONG = List.of("8388607", "-1", "-1", "301", "NaN", "");

  private final Random random;
  private final Map<Vital, List<String>> regimes = new EnumMap<>(Vital.class);

  Values(Random random) {
    this.random = random;
  }

  Measured next(Vital vital, long time) {
    List<List<String>> choices = REGIMES.getOrDefault(vital, List.of(List.of("1")));
    if (random.nextInt(6) == 0) {
      regimes.put(vital, choices.get(random.nextInt(choices.size())));
    }
    int chance = random.nextInt(120);
    if (chance < 4) {
      return new Measured(vital, WRONG.get(random.nextInt(WRONG.size())), null, time);
    }
    if (chance == 4) {
      return new Measured(vital, "80", "bpm", time);
    }
    if (vital == Vital.TEMP && chance < 20) {
      String fahrenheit = random.nextBoolean() ? "102.3" : random.nextBoolean() ? "95.1" : "101.66";
      return new Measured(vital, fahrenheit, "[degF]", time);
    }
    List<String> values = regimes.getOrDefault(vital, choices.getFirst());
    return new Measured(vital, values.get(random.nextInt(values.size())), null, time);
  }

  /** A sensor that has come off: impossible for a while. */
  Measured wrong(Vital vital, long time) {
    return new Measured(vital, "8388607", null, time);
  }
}
