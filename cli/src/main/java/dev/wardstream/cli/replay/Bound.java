package dev.wardstream.cli.replay;

import dev.wardstream.cli.terminal.Converters;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import picocli.CommandLine.TypeConversionException;

/** One end of what to read. */
sealed interface Bound {

  /** As far as the log goes. */
  record Open() implements Bound {}

  /** A moment of arrival at the platform. */
  record Time(Instant at) implements Bound {}

  /**
   * Offsets by partition; partitions that are not named are not read.
   *
   * @param offsets by partition number
   */
  record Offsets(SortedMap<Integer, Long> offsets) implements Bound {}

  Pattern OFFSETS = Pattern.compile("\\d+:\\d+(,\\d+:\\d+)*");

  /**
   * Reads a bound: a time ({@code 2026-11-21T10:00:00Z}, {@code -15m} before now), or offsets
   * ({@code 3:88121}, {@code 0:100,1:250}).
   */
  static Bound parse(String text, Instant now) {
    try {
      if (OFFSETS.matcher(text).matches()) {
        return offsets(text);
      }
      if (text.startsWith("-")) {
        return new Time(now.minus(Converters.duration(text.substring(1))));
      }
      return text.equals("now") ? new Time(now) : new Time(OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeException | NumberFormatException | TypeConversionException _) {
      throw new TypeConversionException(
          "'%s' is neither a time (2026-11-21T10:00:00Z, or -15m for a quarter of an hour ago)"
                  .formatted(text)
              + " nor offsets (3:88121, or 0:100,1:250 for two partitions)");
    }
  }

  private static Offsets offsets(String text) {
    var offsets = new TreeMap<Integer, Long>();
    for (var part : text.split(",")) {
      var colon = part.indexOf(':');
      offsets.put(
          Integer.valueOf(part.substring(0, colon)), Long.valueOf(part.substring(colon + 1)));
    }
    return new Offsets(offsets);
  }
}
