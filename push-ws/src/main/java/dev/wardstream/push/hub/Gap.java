package dev.wardstream.push.hub;

import java.util.Arrays;

/** Records the subscriber will not get. Immutable. */
public final class Gap implements Entry {
  private final long[] upTo;
  private final long count;
  private final Why why;

  /**
   * A gap.
   *
   * @param upTo for each of the subscription's slots the first offset that is not missing any more;
   *     -1 where nothing is missing
   * @param count how many records; with {@link Why#RETENTION} how many the log has lost, whoever
   *     they were about
   * @param why what became of them
   */
  public Gap(long[] upTo, long count, Why why) {
    this.upTo = upTo.clone();
    this.count = count;
    this.why = why;
  }

  /** Why something is not delivered. */
  public enum Why {
    /** The log no longer holds it. */
    RETENTION("retention"),
    /** A newer value of the same patient and vital took its place. */
    CONFLATED("conflated"),
    /** It is about a patient who has left the ward. */
    FILTERED("filtered"),
    /** The right to see it is lost. */
    REVOKED("revoked"),
    /** It is in the log, but cannot be understood. */
    UNREADABLE("unreadable");

    private final String label;

    Why(String label) {
      this.label = label;
    }

    /** The word on the wire. */
    public String label() {
      return label;
    }
  }

  /** A gap in one slot, below an offset. */
  public static Gap in(int slots, int slot, long upTo, long count, Why why) {
    var ends = new long[slots];
    Arrays.fill(ends, -1);
    ends[slot] = upTo;
    return new Gap(ends, count, why);
  }

  /** Both in one, when the reason is the same and nothing lies between them. */
  Gap and(Gap other) {
    var ends = upTo.clone();
    for (var slot = 0; slot < ends.length; slot++) {
      ends[slot] = Math.max(ends[slot], other.upTo[slot]);
    }
    return new Gap(ends, count + other.count, why);
  }

  /** The first offset that is not missing any more, by slot; -1 where nothing is missing. */
  public long upTo(int slot) {
    return upTo[slot];
  }

  public long count() {
    return count;
  }

  public Why why() {
    return why;
  }

  @Override
  public int cost() {
    return Item.OVERHEAD_BYTES;
  }
}
