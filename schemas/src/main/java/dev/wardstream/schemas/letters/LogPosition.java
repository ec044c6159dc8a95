package dev.wardstream.schemas.letters;

import java.util.regex.Pattern;

/**
 * A place in the log, as text {@code topic/partition/offset}.
 *
 * @param topic any topic, also one that is not in the catalogue
 */
public record LogPosition(String topic, int partition, long offset) {
  private static final Pattern TEXT = Pattern.compile("([^/]{1,249})/(\\d{1,9})/(\\d{1,18})");

  /**
   * Reads the text.
   *
   * @throws IllegalArgumentException when it is no position
   */
  public static LogPosition parse(String text) {
    var parts = TEXT.matcher(text);
    if (!parts.matches()) {
      throw new IllegalArgumentException("not topic/partition/offset: " + text);
    }
    return new LogPosition(
        parts.group(1), Integer.parseInt(parts.group(2)), Long.parseLong(parts.group(3)));
  }

  @Override
  public String toString() {
    return topic + "/" + partition + "/" + offset;
  }
}
