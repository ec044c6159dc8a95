package dev.wardstream.desk.log;

/**
 * What to read of one partition.
 *
 * @param partition partition number
 * @param from first offset, inclusive
 * @param to last offset, exclusive
 */
public record Range(int partition, long from, long to) {

  public Range {
    if (from < 0 || to < from) {
      throw new IllegalArgumentException(
          "offsets %d to %d of partition %d are no range".formatted(from, to, partition));
    }
  }

  public boolean isEmpty() {
    return from == to;
  }

  public long length() {
    return to - from;
  }
}
