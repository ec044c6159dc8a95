package dev.wardstream.edge;

import java.time.DateTimeException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * The environment variables of one service, read once. Every variable under the service's prefix
 * must be taken: a setting nobody knows is an error, not a typo to live with.
 *
 * <p>Used by one thread, at start.
 */
public final class Settings {
  private final String prefix;
  private final Map<String, String> unread = new HashMap<>();
  private final TreeSet<String> known = new TreeSet<>();

  private Settings(String prefix) {
    this.prefix = prefix;
  }

  /** The variables of {@code environment} whose names begin with {@code prefix}. */
  public static Settings of(String prefix, Map<String, String> environment) {
    var settings = new Settings(prefix);
    environment.forEach((name, value) -> {
      if (name.startsWith(prefix)) {
        settings.unread.put(name.substring(prefix.length()), value);
      }
    });
    return settings;
  }

  /**
   * Takes one setting.
   *
   * @param name without the prefix, as in {@code BOOTSTRAP_SERVERS}
   * @throws IllegalArgumentException naming the variable when the value cannot be parsed
   */
  public <T> Optional<T> take(String name, Function<String, T> parse) {
    known.add(prefix + name);
    var value = Optional.ofNullable(unread.remove(name));
    try {
      return value.map(parse);
    } catch (IllegalArgumentException | DateTimeException e) {
      throw new IllegalArgumentException(
          "%s%s=%s cannot be read: %s".formatted(prefix, name, value.orElse(""), e.getMessage()),
          e);
    }
  }

  /** Takes one setting as text. */
  public Optional<String> text(String name) {
    return take(name, Function.identity());
  }

  /**
   * Call when everything has been taken.
   *
   * @throws IllegalArgumentException naming each unknown variable, and the known ones
   */
  public void refuseUnknown() {
    if (!unread.isEmpty()) {
      var names = new TreeSet<String>();
      unread.keySet().forEach(name -> names.add(prefix + name));
      throw new IllegalArgumentException(
          "unknown settings %s; known are %s".formatted(names, known));
    }
  }
}
