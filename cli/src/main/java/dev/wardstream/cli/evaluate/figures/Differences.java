package dev.wardstream.cli.evaluate.figures;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Two rule sets over the same stays, alert by alert. An alert is an episode here, from raised to
 * cleared. In order of time, each one of A is paired with the first of B that is of the same
 * family, not yet paired, and in alarm at the same time.
 *
 * @param counts how many of each kind
 * @param all every pair or single one that is not the same, in the order of the stays, then of time
 */
public record Differences(Map<Kind, Long> counts, List<Difference> all) {
  public Differences {
    all = List.copyOf(all);
  }

  /** How two rule sets can differ in an alert. */
  public enum Kind {
    SAME("in both, at the same time and severity"),
    ONLY_A("only in A"),
    ONLY_B("only in B"),
    OTHER_TIME("in both, raised at another time"),
    OTHER_SEVERITY("in both, with another highest severity"),
    OTHER_TIME_AND_SEVERITY("in both, at another time and severity");

    private final String text;

    Kind(String text) {
      this.text = text;
    }

    /** In words. */
    public String text() {
      return text;
    }
  }

  /**
   * One of them.
   *
   * @param a null when only in B
   * @param b null when only in A
   */
  public record Difference(
      String stay, String family, Kind kind, @Nullable Episode a, @Nullable Episode b) {
    long from() {
      var first = a == null ? Long.MAX_VALUE : a.from();
      return b == null ? first : Math.min(first, b.from());
    }
  }

  /** How many differ. */
  public long total() {
    return all.size();
  }

  /**
   * Compares.
   *
   * @param a by one rule set
   * @param b the same stays in the same order by the other
   */
  public static Differences between(List<Case> a, List<Case> b) {
    var counts = new EnumMap<Kind, Long>(Kind.class);
    for (Kind kind : Kind.values()) {
      counts.put(kind, 0L);
    }
    var all = new ArrayList<Difference>();
    for (var i = 0; i < a.size(); i++) {
      var one = between(a.get(i).id(), a.get(i).chart(), b.get(i).chart());
      one.sort(Comparator.comparingLong(Difference::from).thenComparing(Difference::family));
      for (Difference difference : one) {
        counts.merge(difference.kind, 1L, Long::sum);
        if (difference.kind != Kind.SAME) {
          all.add(difference);
        }
      }
    }
    return new Differences(counts, all);
  }

  private static List<Difference> between(String stay, Chart a, Chart b) {
    var found = new ArrayList<Difference>();
    var unpaired = new ArrayList<>(Episode.of(b));
    for (Episode mine : Episode.of(a)) {
      var theirs =
          unpaired.stream()
              .filter(other -> other.family().equals(mine.family()) && other.meets(mine))
              .findFirst()
              .orElse(null);
      if (theirs != null) {
        unpaired.remove(theirs);
      }
      found.add(new Difference(stay, mine.family(), kind(mine, theirs), mine, theirs));
    }
    for (Episode theirs : unpaired) {
      found.add(new Difference(stay, theirs.family(), Kind.ONLY_B, null, theirs));
    }
    return found;
  }

  private static Kind kind(Episode mine, @Nullable Episode theirs) {
    if (theirs == null) {
      return Kind.ONLY_A;
    }
    var sameTime = mine.from() == theirs.from();
    if (mine.highest() == theirs.highest()) {
      return sameTime ? Kind.SAME : Kind.OTHER_TIME;
    }
    return sameTime ? Kind.OTHER_SEVERITY : Kind.OTHER_TIME_AND_SEVERITY;
  }
}
