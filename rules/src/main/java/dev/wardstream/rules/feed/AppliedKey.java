package dev.wardstream.rules.feed;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Key of a record of {@code alerts.rules}: {@code icu-adults@7}. */
public record AppliedKey(String id, int version) implements Comparable<AppliedKey> {
  private static final Comparator<AppliedKey> ORDER =
      Comparator.comparing(AppliedKey::id).thenComparingInt(AppliedKey::version);
  private static final Pattern WRITTEN =
      Pattern.compile("([a-z0-9][a-z0-9-]{0,63})@([1-9]\\d{0,8})");

  /** The key of a text; empty when it is none. */
  public static Optional<AppliedKey> of(String text) {
    Matcher matcher = WRITTEN.matcher(text);
    return matcher.matches()
        ? Optional.of(new AppliedKey(matcher.group(1), Integer.parseInt(matcher.group(2))))
        : Optional.empty();
  }

  /** By id, older versions first. */
  @Override
  public int compareTo(AppliedKey other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return id + "@" + version;
  }
}
