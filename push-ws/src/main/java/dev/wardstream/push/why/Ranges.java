package dev.wardstream.push.why;

import dev.wardstream.push.wire.Explanation;
import dev.wardstream.push.wire.Explanation.Evidence;
import dev.wardstream.push.wire.Explanation.Spot;
import dev.wardstream.schemas.avro.OffsetRange;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Ranges of positions, put together where they touch or overlap. */
public final class Ranges {
  private static final Comparator<OffsetRange> ORDER =
      Comparator.comparing(OffsetRange::getTopic)
          .thenComparingInt(OffsetRange::getPartition)
          .thenComparingLong(OffsetRange::getFirst);

  private Ranges() {}

  /** The positions whose content an explanation gives out. */
  public static List<OffsetRange> of(Explanation explanation) {
    return of(
        explanation.events().stream()
            .flatMap(told ->
                Stream.concat(Stream.of(told.at()), told.readings().stream().map(Evidence::at))));
  }

  /** The fewest ranges that hold these positions and no others. */
  static List<OffsetRange> of(Stream<Spot> spots) {
    return merged(
        spots
            .map(its -> new OffsetRange(its.topic(), its.partition(), its.offset(), its.offset()))
            .toList());
  }

  /** The fewest ranges that hold the same positions. */
  static List<OffsetRange> merged(Collection<OffsetRange> ranges) {
    var merged = new ArrayList<OffsetRange>();
    for (var next : ranges.stream().sorted(ORDER).toList()) {
      var last = merged.isEmpty() ? null : merged.getLast();
      if (last != null && touches(last, next)) {
        merged.removeLast();
        merged.add(
            new OffsetRange(
                last.getTopic(),
                last.getPartition(),
                last.getFirst(),
                Math.max(last.getLast(), next.getLast())));
      } else {
        merged.add(next);
      }
    }
    return List.copyOf(merged);
  }

  private static boolean touches(OffsetRange before, OffsetRange after) {
    return before.getTopic().equals(after.getTopic())
        && before.getPartition() == after.getPartition()
        && after.getFirst() <= before.getLast() + 1;
  }

  static boolean contains(OffsetRange range, Spot spot) {
    return range.getTopic().equals(spot.topic())
        && range.getPartition() == spot.partition()
        && range.getFirst() <= spot.offset()
        && spot.offset() <= range.getLast();
  }
}
