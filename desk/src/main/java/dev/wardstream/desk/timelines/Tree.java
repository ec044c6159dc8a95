package dev.wardstream.desk.timelines;

import java.util.List;
import java.util.Map;

/** What a JSON or YAML document says, with the lines it says it on. */
sealed interface Tree {
  /** Line in the file, the first being 1. */
  int line();

  /** How messages call it. */
  String kind();

  /** Named values, in the order of the file. */
  record Table(int line, Map<String, Tree> values) implements Tree {
    @Override
    public String kind() {
      return "an object";
    }
  }

  /** Values one after another. */
  record Items(int line, List<Tree> values) implements Tree {
    @Override
    public String kind() {
      return "a list";
    }
  }

  /**
   * One value.
   *
   * @param text as written, so that a decimal keeps its digits
   */
  record Scalar(int line, String text) implements Tree {
    @Override
    public String kind() {
      return '\'' + text + '\'';
    }
  }

  /** No value. */
  record Nothing(int line) implements Tree {
    @Override
    public String kind() {
      return "null";
    }
  }
}
