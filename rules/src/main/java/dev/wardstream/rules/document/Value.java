package dev.wardstream.rules.document;

import dev.wardstream.rules.outline.Durations;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * One value of a document and where it stands. Each reading method gives null after it has added a
 * problem.
 */
record Value(Node node, String path, Problems problems) {
  /** The word for what is not watched or never happens. */
  static final String OFF = "off";

  private static final Pattern DECIMAL = Pattern.compile("-?(?:0|[1-9]\\d{0,8})(?:\\.\\d{1,6})?");
  private static final Pattern INTEGER = Pattern.compile("\\d{1,9}");

  void refuse(String what, String remedy) {
    problems.add(node.getStartMark(), path, what, remedy);
  }

  /** Whether this is the plain word. */
  boolean is(String word) {
    return node instanceof ScalarNode scalar && scalar.isPlain() && scalar.getValue().equals(word);
  }

  @Nullable String text(String example) {
    if (node instanceof ScalarNode scalar && !scalar.getValue().isBlank()) {
      return scalar.getValue();
    }
    refuse("text is expected", "write it as in `%s`".formatted(example));
    return null;
  }

  @Nullable BigDecimal decimal() {
    String text = plain("a number");
    if (text == null) {
      return null;
    }
    if (DECIMAL.matcher(text).matches()) {
      return new BigDecimal(text);
    }
    refuse(
        "`%s` is not a decimal number".formatted(text),
        text.matches("-?\\d+,\\d+")
            ? "write `%s`".formatted(text.replace(',', '.'))
            : "write it without unit or exponent, as in `38.7`");
    return null;
  }

  @Nullable Integer integer(int least, int most) {
    String text = plain("a whole number");
    if (text == null) {
      return null;
    }
    if (INTEGER.matcher(text).matches()) {
      int number = Integer.parseInt(text);
      if (number >= least && number <= most) {
        return number;
      }
    }
    refuse(
        "`%s` is not a whole number from %d to %d".formatted(text, least, most),
        "write a whole number in this range");
    return null;
  }

  @Nullable Duration duration() {
    String text = plain("a length of time");
    if (text == null) {
      return null;
    }
    var parsed = Durations.parse(text);
    if (parsed.isEmpty()) {
      refuse(
          "`%s` is not a length of time".formatted(text),
          Durations.meant(text)
              .map("write it with its unit, `%s`"::formatted)
              .orElse("write it as in `500ms`, `15s`, `5m` or `1h30m`, at most a year"));
    }
    return parsed.orElse(null);
  }

  @Nullable Duration positiveDuration() {
    Duration length = duration();
    if (length != null && !length.isPositive()) {
      refuse("this must be longer than 0", "write a length of time such as `30s`");
      return null;
    }
    return length;
  }

  @Nullable Boolean flag() {
    if (is("true") || is("false")) {
      return is("true");
    }
    refuse("true or false is expected", "write `true` or `false`");
    return null;
  }

  @Nullable Fields fields() {
    if (node instanceof MappingNode mapping) {
      return new Fields(mapping, this);
    }
    refuse("keys with values are expected", "write `key: value` lines, indented below this key");
    return null;
  }

  @Nullable List<Value> items() {
    if (!(node instanceof SequenceNode sequence)) {
      refuse("a list is expected", "write it as in `[a, b]`");
      return null;
    }
    List<Value> items = new ArrayList<>();
    for (Node item : sequence.getValue()) {
      items.add(new Value(item, path + "[" + items.size() + "]", problems));
    }
    return items;
  }

  private @Nullable String plain(String what) {
    if (!(node instanceof ScalarNode scalar) || scalar.getValue().isEmpty()) {
      refuse(what + " is expected", "write it behind the colon");
      return null;
    }
    if (!scalar.isPlain()) {
      refuse(what + " stands in quotes", "write `%s`".formatted(scalar.getValue()));
      return null;
    }
    return scalar.getValue();
  }
}
