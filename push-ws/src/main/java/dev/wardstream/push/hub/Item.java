package dev.wardstream.push.hub;

/**
 * One record as subscribers see it, encoded once and shared by all of them.
 *
 * <p>Immutable; nobody writes into the array.
 */
public final class Item implements Entry {
  /** What an item costs beside its bytes; it bounds the number of items by their memory. */
  static final int OVERHEAD_BYTES = 128;

  private final int partition;
  private final long offset;
  private final String subject;
  private final boolean state;
  private final byte[] json;

  private Item(int partition, long offset, String subject, boolean state, byte[] json) {
    this.partition = partition;
    this.offset = offset;
    this.subject = subject;
    this.state = state;
    this.json = json;
  }

  /**
   * A record of a log, in its order.
   *
   * @param subject the patient or room it is about
   * @param json {@code {"at":…,"data":{…}}}
   */
  public static Item event(int partition, long offset, String subject, byte[] json) {
    return new Item(partition, offset, subject, false, json);
  }

  /** A piece of state, sent in {@code snapshot} lines; its position does not move the cursor. */
  public static Item state(String subject, byte[] json) {
    return new Item(-1, -1, subject, true, json);
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

  /** Whether it is state rather than an event. */
  public boolean isState() {
    return state;
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
