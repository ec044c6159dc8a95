package dev.wardstream.push.stream;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.UUID;
import java.util.zip.CRC32C;

/**
 * A position in a stream: for each partition of it, the next offset to deliver. On the wire {@code
 * c1.} and base64url of: version, topic id, stream hash, count, partition and offset of each as
 * varints, CRC-32C.
 *
 * <p>Immutable. Opaque to clients, never an authority: rights are checked without it, and the
 * checksum only catches mangled copies. The topic id makes a deleted and recreated topic noticed.
 */
public final class Cursor {
  private static final String PREFIX = "c1.";
  private static final byte VERSION = 1;
  private static final int FIXED_BYTES = 1 + 16 + 8;
  private static final int MAX_PARTITIONS = 10_000;
  private static final int MAX_TEXT = 200_000;

  private final UUID topicId;
  private final long stream;
  private final int[] partitions;
  private final long[] offsets;

  private Cursor(UUID topicId, long stream, int[] partitions, long[] offsets) {
    this.topicId = topicId;
    this.stream = stream;
    this.partitions = partitions;
    this.offsets = offsets;
  }

  /** A cursor at {@code offsets}, one per entry of {@code partitions}, which ascend. */
  public static Cursor of(UUID topicId, long stream, int[] partitions, long[] offsets) {
    if (partitions.length != offsets.length) {
      throw new IllegalArgumentException("one offset per partition");
    }
    return new Cursor(topicId, stream, partitions.clone(), offsets.clone());
  }

  /** The wire form, ASCII. */
  public static byte[] encode(UUID topicId, long stream, int[] partitions, long[] offsets) {
    var bytes = ByteBuffer.allocate(FIXED_BYTES + 5 + partitions.length * 15 + 4);
    bytes.put(VERSION);
    bytes.putLong(topicId.getMostSignificantBits()).putLong(topicId.getLeastSignificantBits());
    bytes.putLong(stream);
    putVarint(bytes, partitions.length);
    for (var i = 0; i < partitions.length; i++) {
      putVarint(bytes, partitions[i]);
      putVarint(bytes, offsets[i]);
    }
    bytes.putInt(checksum(bytes, bytes.position()));
    var base64 = Base64.getUrlEncoder().withoutPadding().encode(bytes.flip()).array();
    var text = new byte[PREFIX.length() + base64.length];
    text[0] = 'c';
    text[1] = '1';
    text[2] = '.';
    System.arraycopy(base64, 0, text, PREFIX.length(), base64.length);
    return text;
  }

  /** An upper bound of the length of the wire form. */
  public static int maxLength(int partitions) {
    return PREFIX.length() + (FIXED_BYTES + 9 + partitions * 15) * 4 / 3 + 4;
  }

  /**
   * Reads the wire form.
   *
   * @throws BadCursor when it is not one
   */
  public static Cursor parse(String text) throws BadCursor {
    if (!text.startsWith(PREFIX) || text.length() > MAX_TEXT) {
      throw new BadCursor("not a cursor of this protocol version");
    }
    try {
      var bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text.substring(PREFIX.length())));
      var cursor = read(bytes);
      if (!cursor.toString().equals(text)) {
        throw new BadCursor("garbled");
      }
      return cursor;
    } catch (IllegalArgumentException | BufferUnderflowException e) {
      throw new BadCursor("garbled");
    }
  }

  private static Cursor read(ByteBuffer bytes) throws BadCursor {
    var length = bytes.limit() - 4;
    if (length < FIXED_BYTES + 1 || checksum(bytes, length) != bytes.getInt(length)) {
      throw new BadCursor("garbled");
    }
    bytes.limit(length);
    if (bytes.get() != VERSION) {
      throw new BadCursor("not a cursor of this protocol version");
    }
    var topicId = new UUID(bytes.getLong(), bytes.getLong());
    var stream = bytes.getLong();
    var count = varint(bytes);
    if (count < 1 || count > MAX_PARTITIONS) {
      throw new BadCursor("garbled");
    }
    var partitions = new int[(int) count];
    var offsets = new long[(int) count];
    for (var i = 0; i < count; i++) {
      partitions[i] = (int) Math.min(varint(bytes), Integer.MAX_VALUE);
      offsets[i] = varint(bytes);
    }
    if (bytes.hasRemaining()) {
      throw new BadCursor("garbled");
    }
    return new Cursor(topicId, stream, partitions, offsets);
  }

  /**
   * The offsets, provided that the cursor is one of the given topic, stream and partitions.
   *
   * @throws BadCursor telling what does not fit
   */
  public long[] offsetsFor(UUID topic, long streamHash, int[] expected) throws BadCursor {
    if (!topicId.equals(topic)) {
      throw new BadCursor("of a topic that no longer exists; subscribe from a snapshot");
    }
    if (stream != streamHash) {
      throw new BadCursor("of another stream");
    }
    if (!Arrays.equals(partitions, expected)) {
      throw new BadCursor("of other partitions");
    }
    return offsets.clone();
  }

  private static int checksum(ByteBuffer bytes, int length) {
    var crc = new CRC32C();
    crc.update(bytes.array(), bytes.arrayOffset(), length);
    return (int) crc.getValue();
  }

  private static void putVarint(ByteBuffer bytes, long value) {
    var rest = value;
    while ((rest & ~0x7fL) != 0) {
      bytes.put((byte) ((rest & 0x7f) | 0x80));
      rest >>>= 7;
    }
    bytes.put((byte) rest);
  }

  private static long varint(ByteBuffer bytes) throws BadCursor {
    var value = 0L;
    for (var shift = 0; shift < 63; shift += 7) {
      var next = bytes.get();
      value |= (next & 0x7fL) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw new BadCursor("garbled");
  }

  @Override
  public String toString() {
    return new String(encode(topicId, stream, partitions, offsets), StandardCharsets.US_ASCII);
  }

  /** A text that is no cursor, or not one of this stream: an expected outcome. */
  public static final class BadCursor extends Exception {
    private static final long serialVersionUID = 1L;

    public BadCursor(String why) {
      super(why, null, false, false);
    }
  }
}
