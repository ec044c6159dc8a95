package dev.wardstream.push.hub;

import org.jspecify.annotations.Nullable;

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
  private final @Nullable Signal signal;

  private Item(
      int partition,
      long offset,
      String subject,
      boolean state,
      byte[] json,
      @Nullable Signal signal) {
    this.partition = partition;
    this.offset = offset;
    this.subject = subject;
    this.state = state;
    this.json = json;
    this.signal = signal;
  }

  /**
   * A record of a log, in its order.
   *
   * @param subject the patient or room it is about
   * @param json {@code {"at":…,"data":{…}}}
   */
  public static Item event(int partition, long offset, String subject, byte[] json) {
    return new Item(partition, offset, subject, false, json, null);
  }

  /** A piece of state, sent in {@code snapshot} lines; its position does not move the cursor. */
  public static Item state(String subject, byte[] json) {
    return new Item(-1, -1, subject, true, json, null);
  }

  /** The same, telling of an alert that wants to be confirmed; null for none. */
  public Item signalling(@Nullable Signal alert) {
    return alert == null ? this : new Item(partition, offset, subject, state, json, alert);
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

  /** The alert that wants to be confirmed; null for most items. */
  public @Nullable Signal signal() {
    return signal;
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
