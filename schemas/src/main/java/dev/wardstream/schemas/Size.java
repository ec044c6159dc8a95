package dev.wardstream.schemas;

/**
 * How large the installation is. Topics are over-partitioned on purpose: adding partitions to a
 * keyed topic later breaks the order per key.
 */
public enum Size {
  SMALL(6),
  MEDIUM(24),
  LARGE(96);

  private final int partitions;

  Size(int partitions) {
    this.partitions = partitions;
  }

  /** Partitions of every topic of the catalogue. */
  public int partitions() {
    return partitions;
  }
}
