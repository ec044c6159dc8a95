package dev.wardstream.cli.recordings;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One patient's recording, a sample per second. Played in a circle.
 *
 * @param name as in {@code bidmc01}
 * @param samples one per second
 * @param ageYears null where the file does not say; ages above 89 are given as 90
 * @param sex M or F; null where the file does not say
 */
public record Recording(
    String name, List<Sample> samples, @Nullable Integer ageYears, @Nullable String sex) {

  public Recording {
    samples = List.copyOf(samples);
    if (samples.isEmpty()) {
      throw new IllegalArgumentException("recording " + name + " has no samples");
    }
  }

  /** The sample of a second; after the last comes the first again. */
  public Sample at(long second) {
    return samples.get(Math.floorMod(second, samples.size()));
  }

  static Recording parse(String name, List<String> numerics, List<String> facts) {
    var samples = numerics.stream().skip(1).filter(row -> !row.isBlank()).map(Sample::parse);
    return new Recording(
        name, samples.toList(), age(fact(facts, "Age")), sex(fact(facts, "Gender")));
  }

  private static String fact(List<String> facts, String name) {
    return facts.stream()
        .filter(line -> line.startsWith(name + ":"))
        .map(line -> line.substring(name.length() + 1).strip())
        .findFirst()
        .orElse("");
  }

  private static @Nullable Integer age(String text) {
    var digits = text.endsWith("+") ? text.substring(0, text.length() - 1) : text;
    return digits.matches("\\d{1,3}") ? Integer.valueOf(digits) : null;
  }

  private static @Nullable String sex(String text) {
    return text.equals("M") || text.equals("F") ? text : null;
  }
}
