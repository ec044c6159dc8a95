package dev.wardstream.cli.terminal;

import java.time.DateTimeException;
import java.time.Duration;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** How options are read from text. */
public final class Converters {
  private static final Pattern AMOUNT = Pattern.compile("(\\d+(?:\\.\\d+)?)(ms|s|m|h|d)");

  private Converters() {}

  /** A length of time, as in {@code 90s}, {@code 10m}, {@code 1h30m} or {@code PT90S}. */
  public static Duration duration(String text) {
    if (text.startsWith("P") || text.startsWith("p")) {
      try {
        return Duration.parse(text);
      } catch (DateTimeException _) {
        throw notA(text);
      }
    }
    var amounts = AMOUNT.matcher(text);
    var millis = 0.0;
    var end = 0;
    while (amounts.lookingAt()) {
      millis += Double.parseDouble(amounts.group(1)) * millis(amounts.group(2));
      end = amounts.end();
      amounts.region(end, text.length());
    }
    if (end == 0 || end != text.length()) {
      throw notA(text);
    }
    return Duration.ofMillis(Math.round(millis));
  }

  private static double millis(String unit) {
    return switch (unit) {
      case "ms" -> 1;
      case "s" -> 1_000;
      case "m" -> 60_000;
      case "h" -> 3_600_000;
      default -> 86_400_000;
    };
  }

  private static TypeConversionException notA(String text) {
    return new TypeConversionException(
        "'%s' is no length of time; write it as 90s, 10m, 2h or 1h30m".formatted(text));
  }

  /** {@link #duration} as picocli wants it. */
  public static final class OfDuration implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String text) {
      return duration(text);
    }
  }
}
