package dev.wardstream.desk.timelines;

import dev.wardstream.clinical.scenario.Scenario.Told;
import java.util.ArrayList;
import java.util.List;

/** Expected and actual events side by side, with as many pairs of equal ones as can be. */
public final class Difference {
  /** Beyond this many pairs to compare, the middle is shown as all missing, all unexpected. */
  private static final long MOST_PAIRS = 4_000_000;

  /** Where an event is. */
  public enum Where {
    BOTH(' '),
    EXPECTED_ONLY('-'),
    ACTUAL_ONLY('+');

    private final char sign;

    Where(char sign) {
      this.sign = sign;
    }

    /** Before the event in a list of both. */
    public char sign() {
      return sign;
    }
  }

  /** One event of either side. */
  public record Line(Where where, Told event) {}

  private final List<Told> expected;
  private final List<Told> actual;
  private final List<Line> lines = new ArrayList<>();

  private Difference(List<Told> expected, List<Told> actual) {
    this.expected = expected;
    this.actual = actual;
  }

  /** All events, in order. */
  public static List<Line> of(List<Told> expected, List<Told> actual) {
    var difference = new Difference(expected, actual);
    difference.compare();
    return List.copyOf(difference.lines);
  }

  private void compare() {
    int begin = 0;
    int shorter = Math.min(expected.size(), actual.size());
    while (begin < shorter && expected.get(begin).equals(actual.get(begin))) {
      begin++;
    }
    int same = 0;
    while (same < shorter - begin
        && expected.get(expected.size() - 1 - same).equals(actual.get(actual.size() - 1 - same))) {
      same++;
    }
    expected.subList(0, begin).forEach(event -> lines.add(new Line(Where.BOTH, event)));
    middle(
        expected.subList(begin, expected.size() - same),
        actual.subList(begin, actual.size() - same));
    expected
        .subList(expected.size() - same, expected.size())
        .forEach(event -> lines.add(new Line(Where.BOTH, event)));
  }

  private void middle(List<Told> before, List<Told> after) {
    int i = 0;
    int j = 0;
    if ((long) before.size() * after.size() <= MOST_PAIRS) {
      var common = common(before, after);
      while (i < before.size() && j < after.size()) {
        if (before.get(i).equals(after.get(j))) {
          lines.add(new Line(Where.BOTH, before.get(i++)));
          j++;
        } else if (common[i + 1][j] >= common[i][j + 1]) {
          lines.add(new Line(Where.EXPECTED_ONLY, before.get(i++)));
        } else {
          lines.add(new Line(Where.ACTUAL_ONLY, after.get(j++)));
        }
      }
    }
    before
        .subList(i, before.size())
        .forEach(event -> lines.add(new Line(Where.EXPECTED_ONLY, event)));
    after.subList(j, after.size()).forEach(event -> lines.add(new Line(Where.ACTUAL_ONLY, event)));
  }

  /** How many events the rests of both sides have in common: the longest common subsequence. */
  private static int[][] common(List<Told> before, List<Told> after) {
    var common = new int[before.size() + 1][after.size() + 1];
    for (int i = before.size() - 1; i >= 0; i--) {
      for (int j = after.size() - 1; j >= 0; j--) {
        common[i][j] =
            before.get(i).equals(after.get(j))
                ? common[i + 1][j + 1] + 1
                : Math.max(common[i + 1][j], common[i][j + 1]);
      }
    }
    return common;
  }
}
