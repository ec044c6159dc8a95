package dev.wardstream.push.hub;

/**
 * One record as subscribers see it, encoded once and shared by all of them.
 *
 * <p>Immutable; nobody writes into the array.
 */
public final class Item implements Entry {
  /** What an item costs beside its bytes; it bounds the number of items by their memory. */
  static final int OVERHEAD_BYTES = 128;

  private static final byte[] NOTHING = {};

  private final int partition;
  private final long offset;
  private final String subject;
  private final long kinds;
  private final byte[] json;

  private Item(int partition, long offset, String subject, long kinds, byte[] json) {
    this.partition = partition;
    this.offset = offset;
    this.subject = subject;
    this.kinds = kinds;
    this.json = json;
  }

  /**
   * A record of a log, in its order, that nothing can take the place of.
   *
   * @param subject the patient or room it is about
   * @param json {@code {"at":…,"data":{…}}}
   */
  public static Item event(int partition, long offset, String subject, byte[] json) {
    return value(partition, offset, subject, 0, json);
  }

  /**
   * A record of a log that a newer one may take the place of.
   *
   * @param kinds what it tells of the subject, a bit each; a later record of the subject that tells
   *     all of it makes this one superfluous. 0 for never
   */
  public static Item value(int partition, long offset, String subject, long kinds, byte[] json) {
    return new Item(partition, offset, subject, kinds, json);
  }

  /** A piece of state, sent in {@code snapshot} lines; its position does not move the cursor. */
  public static Item state(String subject, byte[] json) {
    return new Item(-1, -1, subject, 0, json);
  }

  /** A record that cannot be understood: its watchers are told that it is missing. */
  public static Item unreadable(int partition, long offset, String subject) {
    return new Item(partition, offset, subject, 0, NOTHING);
  }

  public int partition() {
    return partition;
  }

  public long offset() {
    return offset;
  }

  public String subject() {
    return subject;
  }

  long kinds() {
    return kinds;
  }

  /** Whether it is state rather than an event. */
  public boolean isState() {
    return offset < 0;
  }

  /** Whether there is nothing to show but a gap. */
  public boolean isUnreadable() {
    return json.length == 0;
  }

  /** The shared bytes; not to be written. */
  public byte[] json() {
    return json;
  }

  @Override
  public int cost() {
    return json.length + OVERHEAD_BYTES;
  }
}
