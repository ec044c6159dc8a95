package dev.wardstream.desk.timelines;

import dev.wardstream.desk.timelines.BadTimelinesException.Fault;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Collects what is wrong with one file, so that one run shows all of it. One thread. */
final class Problems {
  /** More would hide the first, which are the ones to begin with. */
  private static final int SHOWN = 50;

  private final String file;
  private final List<Fault> problems = new ArrayList<>();

  Problems(String file) {
    this.file = file;
  }

  /**
   * Notes a problem.
   *
   * @param field path to it; empty for the file as a whole
   */
  void add(int line, String field, String problem) {
    var where = field.isEmpty() ? "" : field + ": ";
    problems.add(new Fault(line, "%s:%d: %s%s".formatted(file, line, where, problem)));
  }

  /** Throws when there is any. */
  void check() throws BadTimelinesException {
    if (problems.isEmpty()) {
      return;
    }
    var shown = new ArrayList<Fault>();
    problems.stream().sorted(Comparator.comparingInt(Fault::line)).limit(SHOWN).forEach(shown::add);
    if (problems.size() > SHOWN) {
      shown.add(new Fault(1, "%s: and %,d more".formatted(file, problems.size() - SHOWN)));
    }
    throw new BadTimelinesException(shown);
  }

  /** Whether a name is so like another that it must be a slip of the keyboard. */
  static boolean alike(String one, String other) {
    return distance(one.toLowerCase(Locale.ROOT), other.toLowerCase(Locale.ROOT)) <= 2;
  }

  /** What to write instead: the name it looks like, or all there are. */
  static String instead(String written, Collection<String> names) {
    return names.stream()
        .filter(name -> alike(written, name))
        .min(Comparator.comparingInt(name -> distance(written, name)))
        .map("did you mean %s?"::formatted)
        .orElseGet(() -> "write one of " + String.join(", ", names));
  }

  /** How many letters to insert, delete or replace. */
  private static int distance(String a, String b) {
    var row = new int[b.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(diagonal, row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
