package dev.wardstream.rules.outline;

import dev.wardstream.clinical.rules.RuleSet;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Writes a rule set as a document: always in the same order and layout, so that two documents that
 * a program wrote differ only where their rules do. What is read from it is the same rule set.
 */
public final class RuleWriter {
  private static final Pattern PLAIN =
      Pattern.compile("[A-Za-z](?:[A-Za-z0-9_.,/() -]*[A-Za-z0-9_.)])?");
  private static final Set<String> NOT_TEXT =
      Set.of("true", "false", "null", "off", "on", "yes", "no");
  private static final Set<String> HOLDS = Set.of("raise", "clear");

  private final StringBuilder out = new StringBuilder();

  private RuleWriter() {}

  /** The document. */
  public static String write(RuleSet rules, String description) {
    var writer = new RuleWriter();
    writer.line(0, "format: 1");
    writer.line(0, "id: " + rules.id().name());
    writer.line(0, "version: " + rules.id().version());
    writer.line(0, "description: " + text(description));
    Outline.of(rules)
        .forEach((section, value) -> {
          writer.line(0, "");
          writer.entry(0, section, value, !section.equals("wards") && !section.equals("patients"));
        });
    return writer.out.toString();
  }

  /** A value in one line. */
  public static String inline(Object value) {
    return switch (value) {
      case Duration length -> Durations.text(length);
      case BigDecimal number -> number.toPlainString();
      case List<?> list ->
          list.stream().map(RuleWriter::inline).collect(Collectors.joining(", ", "[", "]"));
      case Map<?, ?> map ->
          map.entrySet().stream()
              .map(entry -> entry.getKey() + ": " + inline(entry.getValue()))
              .collect(Collectors.joining(", ", "{", "}"));
      default -> value.toString();
    };
  }

  /**
   * Writes a key and its value.
   *
   * @param defaults whether a value that is the default may be left out
   */
  private void entry(int depth, String key, Object value, boolean defaults) {
    if (!(value instanceof SequencedMap<?, ?> map)) {
      line(depth, key(key) + ": " + inline(value));
    } else if (depth > 0 && map.values().stream().noneMatch(Map.class::isInstance)) {
      line(depth, key(key) + ": " + inline(defaults && HOLDS.contains(key) ? shortened(map) : map));
    } else {
      line(depth, key(key) + (map.isEmpty() ? ": {}" : ":"));
      map.forEach((name, inner) -> {
        if (!(defaults && name.equals("minAge") && Duration.ZERO.equals(inner))) {
          entry(depth + 1, (String) name, inner, defaults);
        }
      });
    }
  }

  private static Map<?, ?> shortened(SequencedMap<?, ?> hold) {
    var rest = new java.util.LinkedHashMap<Object, Object>(hold);
    rest.remove("for", Duration.ZERO);
    rest.remove("samples", 1);
    return rest;
  }

  private void line(int depth, String text) {
    out.append("  ".repeat(depth)).append(text).append('\n');
  }

  private static String key(String key) {
    return text(key);
  }

  private static String text(String text) {
    if (PLAIN.matcher(text).matches()
        && !NOT_TEXT.contains(text.toLowerCase(java.util.Locale.ROOT))) {
      return text;
    }
    StringBuilder quoted = new StringBuilder("\"");
    text.codePoints()
        .forEach(c -> {
          if (c == '"' || c == '\\') {
            quoted.append('\\').appendCodePoint(c);
          } else if (Character.isLetterOrDigit(c) || (c >= ' ' && c < 0x7f)) {
            quoted.appendCodePoint(c);
          } else {
            quoted.append(c > 0xffff ? "\\U%08X".formatted(c) : "\\u%04X".formatted(c));
          }
        });
    return quoted.append('"').toString();
  }
}
