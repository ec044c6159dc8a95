package dev.wardstream.desk.timelines;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * One object of the file, read field by field. What is wrong is noted and read as null, so that
 * reading goes on.
 */
final class Fields {
  private final Tree.Table table;
  private final String path;
  private final Problems problems;

  Fields(Tree.Table table, String path, Problems problems) {
    this.table = table;
    this.path = path;
    this.problems = problems;
  }

  /**
   * The fields of an object; a name that looks like one of the known, but is none, is a problem.
   */
  static @Nullable Fields of(Tree tree, String path, Collection<String> known, Problems problems) {
    if (!(tree instanceof Tree.Table table)) {
      problems.add(
          tree.line(),
          path,
          "is %s; write an object with %s".formatted(tree.kind(), String.join(", ", known)));
      return null;
    }
    for (var name : table.values().keySet()) {
      if (!known.contains(name) && known.stream().anyMatch(each -> Problems.alike(name, each))) {
        problems.add(
            table.line(),
            path,
            "has no field '%s'; %s".formatted(name, Problems.instead(name, known)));
      }
    }
    return new Fields(table, path, problems);
  }

  int line() {
    return table.line();
  }

  /** The value; null when the field is not there or null. */
  @Nullable Tree find(String name) {
    var tree = table.values().get(name);
    return tree instanceof Tree.Nothing ? null : tree;
  }

  /** The value of a field that must be there. */
  @Nullable Tree need(String name) {
    var tree = find(name);
    if (tree == null) {
      wrong(table.line(), name, "is missing; add it");
    }
    return tree;
  }

  /** Text, a number or true/false; null when it is something else. */
  @Nullable String text(@Nullable Tree tree, String name) {
    if (tree == null) {
      return null;
    }
    if (tree instanceof Tree.Scalar scalar) {
      return scalar.text();
    }
    wrong(tree.line(), name, "is %s; write one value".formatted(tree.kind()));
    return null;
  }

  @Nullable Instant time(@Nullable Tree tree, String name) {
    var after = duration(tree, name);
    return after == null ? null : Seconds.ZERO.plus(after);
  }

  @Nullable Duration duration(@Nullable Tree tree, String name) {
    var text = text(tree, name);
    if (text == null || tree == null) {
      return null;
    }
    var duration = Seconds.duration(text);
    if (duration == null) {
      wrong(
          tree.line(),
          name,
          "'%s' is no time; write seconds, like 90 or 0.25, at most three decimals"
              .formatted(text));
    }
    return duration;
  }

  /** A count, 0 or more. */
  @Nullable Integer count(@Nullable Tree tree, String name) {
    var text = text(tree, name);
    if (text == null || tree == null) {
      return null;
    }
    if (text.matches("[0-9]{1,9}")) {
      return new BigInteger(text).intValueExact();
    }
    wrong(tree.line(), name, "'%s' is no count; write a whole number".formatted(text));
    return null;
  }

  boolean flag(String name) {
    var tree = find(name);
    var text = text(tree, name);
    if (tree != null && text != null && !text.equals("true") && !text.equals("false")) {
      wrong(tree.line(), name, "'%s' is neither true nor false; write one of them".formatted(text));
    }
    return "true".equals(text);
  }

  /** A constant by its name. */
  <E extends Enum<E>> @Nullable E constant(@Nullable Tree tree, String name, E[] constants) {
    var text = text(tree, name);
    if (text == null || tree == null) {
      return null;
    }
    for (var constant : constants) {
      if (constant.name().equals(text)) {
        return constant;
      }
    }
    var names = Arrays.stream(constants).map(Enum::name).toList();
    wrong(tree.line(), name, "there is no '%s'; %s".formatted(text, Problems.instead(text, names)));
    return null;
  }

  /** The values of a list; none when the field is not there. */
  List<Tree> items(@Nullable Tree tree, String name) {
    if (tree == null) {
      return List.of();
    }
    if (tree instanceof Tree.Items items) {
      return items.values();
    }
    wrong(tree.line(), name, "is %s; write a list".formatted(tree.kind()));
    return List.of();
  }

  /** Each named value of a field that is an object itself. */
  void each(String name, BiConsumer<String, Tree> named) {
    var tree = find(name);
    if (tree instanceof Tree.Table inner) {
      inner.values().forEach(named);
    } else if (tree != null) {
      wrong(tree.line(), name, "is %s; write an object".formatted(tree.kind()));
    }
  }

  /** Path of an item of a list. */
  String pathOf(String name, int index) {
    return "%s.%s[%d]".formatted(path, name, index);
  }

  void wrong(int line, String name, String problem) {
    problems.add(line, path.isEmpty() ? name : path + '.' + name, problem);
  }
}
