package dev.wardstream.rules.outline;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lengths of time as a document writes them: {@code 500ms}, {@code 15s}, {@code 1h30m}. */
public final class Durations {
  /** Longer than any clock of a rule; keeps sums far from overflow. */
  public static final Duration LONGEST = Duration.ofDays(366);

  private static final Pattern WRITTEN =
      Pattern.compile("(?:(\\d{1,9})h)?(?:(\\d{1,9})m)?(?:(\\d{1,9})s)?(?:(\\d{1,9})ms)?");
  private static final Pattern MEANT = Pattern.compile("(\\d{1,9})\\s*([\\p{L}]+)\\.?");
  private static final List<Long> MILLIS = List.of(3_600_000L, 60_000L, 1_000L, 1L);
  private static final Map<String, String> OTHER_WORDS =
      Map.ofEntries(
          Map.entry("sec", "s"),
          Map.entry("secs", "s"),
          Map.entry("second", "s"),
          Map.entry("seconds", "s"),
          Map.entry("min", "m"),
          Map.entry("mins", "m"),
          Map.entry("minute", "m"),
          Map.entry("minutes", "m"),
          Map.entry("hr", "h"),
          Map.entry("hrs", "h"),
          Map.entry("hour", "h"),
          Map.entry("hours", "h"),
          Map.entry("s", "s"),
          Map.entry("m", "m"),
          Map.entry("h", "h"),
          Map.entry("ms", "ms"),
          Map.entry("msec", "ms"));

  private Durations() {}

  /** The length of time; empty when the text is none, or longer than {@link #LONGEST}. */
  public static Optional<Duration> parse(String text) {
    Matcher written = WRITTEN.matcher(text);
    if (text.isEmpty() || !written.matches()) {
      return Optional.empty();
    }
    long millis = 0;
    for (int i = 0; i < MILLIS.size(); i++) {
      String amount = written.group(i + 1);
      millis += amount == null ? 0 : Long.parseLong(amount) * MILLIS.get(i);
    }
    Duration length = Duration.ofMillis(millis);
    return length.compareTo(LONGEST) > 0 ? Optional.empty() : Optional.of(length);
  }

  /** In the largest unit that needs no second one: 60 s are {@code 1m}, 90 s are {@code 90s}. */
  public static String text(Duration length) {
    long millis = length.toMillis();
    if (millis == 0) {
      return "0s";
    }
    if (millis % MILLIS.get(0) == 0) {
      return millis / MILLIS.get(0) + "h";
    }
    if (millis % MILLIS.get(1) == 0) {
      return millis / MILLIS.get(1) + "m";
    }
    return millis % MILLIS.get(2) == 0 ? millis / MILLIS.get(2) + "s" : millis + "ms";
  }

  /** What somebody who wrote this probably meant. */
  public static Optional<String> meant(String text) {
    if (text.matches("\\d{1,9}")) {
      return Optional.of(text + "s");
    }
    Matcher matcher = MEANT.matcher(text.strip());
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String word = matcher.group(2).toLowerCase(Locale.ROOT);
    if (word.equals("d") || word.equals("day") || word.equals("days")) {
      return Optional.of(Long.parseLong(matcher.group(1)) * 24 + "h");
    }
    return Optional.ofNullable(OTHER_WORDS.get(word))
        .map(unit -> matcher.group(1) + unit)
        .filter(guess -> parse(guess).isPresent());
  }
}
