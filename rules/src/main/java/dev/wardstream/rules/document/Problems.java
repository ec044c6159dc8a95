package dev.wardstream.rules.document;

import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.exceptions.Mark;

/**
 * Collects what is wrong with one document, each problem once. One thread, for the time of one
 * reading.
 */
final class Problems {
  /** Beyond these a document is not a rule set, and nobody reads on. */
  private static final int MOST = 200;

  private final String file;
  private final Set<Problem> found = new LinkedHashSet<>();

  Problems(String file) {
    this.file = file;
  }

  void add(Optional<Mark> at, String path, String what, String remedy) {
    add(at.map(Mark::getLine).orElse(0), at.map(Mark::getColumn).orElse(0), path, what, remedy);
  }

  /** Line and column count from 0 here, as the parser's marks do. */
  void add(int line, int column, String path, String what, String remedy) {
    if (found.size() < MOST) {
      found.add(new Problem(file, line + 1, column + 1, path, what, remedy));
    }
  }

  boolean none() {
    return found.isEmpty();
  }

  List<Problem> byPosition() {
    return found.stream()
        .sorted(Comparator.comparingInt(Problem::line).thenComparingInt(Problem::column))
        .toList();
  }
}
