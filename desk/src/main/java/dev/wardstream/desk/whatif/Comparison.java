package dev.wardstream.desk.whatif;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An alert by the rules in force, and by the proposed ones.
 *
 * @param before null when there was none
 * @param after null when there would be none
 */
record Comparison(Kind kind, @Nullable Episode before, @Nullable Episode after) {

  /** How they differ. */
  enum Kind {
    SAME,
    GAINED,
    LOST,
    EARLIER,
    LATER,
    MORE_SEVERE,
    LESS_SEVERE
  }

  /**
   * All alerts of a patient, in order of time. Each one by the rules in force is paired with the
   * first by the proposed ones that is of the same family, not yet paired, and in alarm at the same
   * time.
   */
  static List<Comparison> of(List<Episode> before, List<Episode> after) {
    var unpaired = new ArrayList<>(sorted(after));
    var all = new ArrayList<Comparison>();
    for (var was : sorted(before)) {
      @Nullable Episode is =
          unpaired.stream()
              .filter(other -> other.family().equals(was.family()) && other.meets(was))
              .findFirst()
              .orElse(null);
      if (is != null) {
        unpaired.remove(is);
      }
      all.add(new Comparison(kind(was, is), was, is));
    }
    unpaired.forEach(is -> all.add(new Comparison(Kind.GAINED, null, is)));
    all.sort(Comparator.comparing((Comparison each) -> each.first().from()));
    return all;
  }

  private static List<Episode> sorted(List<Episode> episodes) {
    return episodes.stream()
        .sorted(Comparator.comparing(Episode::from).thenComparing(Episode::family))
        .toList();
  }

  private static Kind kind(Episode was, @Nullable Episode is) {
    if (is == null) {
      return Kind.LOST;
    }
    if (!was.from().equals(is.from())) {
      return is.from().isBefore(was.from()) ? Kind.EARLIER : Kind.LATER;
    }
    var severity = is.severity().compareTo(was.severity());
    return severity == 0 ? Kind.SAME : severity > 0 ? Kind.MORE_SEVERE : Kind.LESS_SEVERE;
  }

  String family() {
    return first().family();
  }

  /** The one there is; of two, the earlier. */
  private Episode first() {
    var was = before;
    var is = after;
    if (was != null && (is == null || was.from().isBefore(is.from()))) {
      return was;
    }
    if (is == null) {
      throw new IllegalStateException("a comparison of nothing");
    }
    return is;
  }
}
