package dev.wardstream.cli.evaluate.figures;

import dev.wardstream.clinical.rules.Severity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;

/**
 * A family in alarm, from raised to cleared or to the end of the stay.
 *
 * @param highest severity it reached
 * @param from epoch milliseconds, inclusive
 * @param to epoch milliseconds, exclusive; {@link Stretch#OPEN} when it outlasted the stay
 */
public record Episode(String family, Severity highest, long from, long to) {
  private static final Comparator<Episode> ORDER =
      Comparator.comparingLong(Episode::from).thenComparing(Episode::family);

  /** In order of time, then family. */
  static List<Episode> of(Chart chart) {
    var stretches = new ArrayList<>(chart.stretches());
    stretches.sort(Comparator.comparingLong(Stretch::from));
    var episodes = new ArrayList<Episode>();
    var open = new HashMap<String, Episode>();
    for (Stretch stretch : stretches) {
      var before = open.get(stretch.family());
      if (before != null && before.to == stretch.from()) {
        open.put(stretch.family(), before.then(stretch));
      } else {
        var ended =
            open.put(
                stretch.family(),
                new Episode(stretch.family(), stretch.severity(), stretch.from(), stretch.to()));
        if (ended != null) {
          episodes.add(ended);
        }
      }
    }
    episodes.addAll(open.values());
    episodes.sort(ORDER);
    return episodes;
  }

  private Episode then(Stretch next) {
    var worse = next.severity().compareTo(highest) > 0;
    return new Episode(family, worse ? next.severity() : highest, from, next.to());
  }

  /** Whether both were in alarm at the same time, or began together. */
  boolean meets(Episode other) {
    return from == other.from || (from < other.to && other.from < to);
  }
}
