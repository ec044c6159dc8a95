package dev.wardstream.clinical.history;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Consecutive positions in one partition.
 *
 * @param first inclusive
 * @param last inclusive
 */
public record OffsetRange(int partition, long first, long last) {

  /** The positions of the samples as maximal ranges, ascending, each position once. */
  public static List<OffsetRange> of(List<Sample> samples) {
    List<Position> positions =
        samples.stream()
            .map(Sample::at)
            .sorted(
                Comparator.comparingInt(Position::partition).thenComparingLong(Position::offset))
            .toList();
    List<OffsetRange> ranges = new ArrayList<>();
    for (Position next : positions) {
      OffsetRange open = ranges.isEmpty() ? null : ranges.getLast();
      if (open != null && open.partition == next.partition() && next.offset() <= open.last + 1) {
        ranges.set(ranges.size() - 1, new OffsetRange(open.partition, open.first, next.offset()));
      } else {
        ranges.add(new OffsetRange(next.partition(), next.offset(), next.offset()));
      }
    }
    return List.copyOf(ranges);
  }
}
