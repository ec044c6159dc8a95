package dev.wardstream.push.stream;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.zip.CRC32C;

/**
 * A position in a stream: for each partition of each topic it is made of, the next offset to
 * deliver. On the wire {@code c2.} and base64url of: version, stream hash, number of topics; of
 * each its id, its partitions and their offsets as varints; CRC-32C. The first version, {@code
 * c1.}, knew one topic; it is still read.
 *
 * <p>Immutable. Opaque to clients, never an authority: rights are checked without it, and the
 * checksum only catches mangled copies. The topic ids make a deleted and recreated topic noticed.
 *
 * @param stream hash of the stream's name
 * @param parts one per topic, in the order of the stream
 */
public record Cursor(long stream, List<Part> parts) {
  private static final String PREFIX = "c2.";
  private static final String FIRST_PREFIX = "c1.";
  private static final byte VERSION = 2;
  private static final byte FIRST_VERSION = 1;
  private static final int FIXED_BYTES = 1 + 8 + 1;
  private static final int TOPIC_BYTES = 16;
  private static final int MAX_PARTITIONS = 10_000;
  private static final int MAX_TEXT = 200_000;
  private static final int MAX_VARINT = 9;
  private static final int CHECKSUM_BYTES = 4;
  private static final String UNKNOWN_VERSION = "not a cursor of this protocol version";
  private static final String GARBLED = "garbled";

  /** Positions in one topic. */
  public static final class Part {
    private final UUID topic;
    private final int[] partitions;
    private final long[] offsets;

    /**
     * A part, which keeps the arrays.
     *
     * @param topic the id Kafka gave it
     * @param partitions ascending
     * @param offsets the next one of each
     */
    public Part(UUID topic, int[] partitions, long[] offsets) {
      if (partitions.length != offsets.length) {
        throw new IllegalArgumentException("one offset per partition");
      }
      this.topic = topic;
      this.partitions = partitions;
      this.offsets = offsets;
    }

    /** Most bytes it takes. */
    private int size() {
      return TOPIC_BYTES + MAX_VARINT + partitions.length * (5 + MAX_VARINT);
    }

    private boolean isWhole() {
      return partitions[0] == 0 && partitions[partitions.length - 1] == partitions.length - 1;
    }

    private void write(ByteBuffer bytes) {
      bytes.putLong(topic.getMostSignificantBits()).putLong(topic.getLeastSignificantBits());
      var whole = isWhole();
      putVarint(bytes, partitions.length * 2L + (whole ? 1 : 0));
      for (var i = 0; i < partitions.length; i++) {
        if (!whole) {
          putVarint(bytes, partitions[i]);
        }
        putVarint(bytes, offsets[i]);
      }
    }

    private static Part read(ByteBuffer bytes) throws BadCursor {
      var topic = new UUID(bytes.getLong(), bytes.getLong());
      var head = varint(bytes);
      var whole = (head & 1) == 1;
      var partitions = new int[count(head >>> 1)];
      var offsets = new long[partitions.length];
      for (var i = 0; i < partitions.length; i++) {
        partitions[i] = whole ? i : partition(bytes);
        offsets[i] = varint(bytes);
      }
      return new Part(topic, partitions, offsets);
    }

    private static Part readFirst(UUID topic, ByteBuffer bytes) throws BadCursor {
      var partitions = new int[count(varint(bytes))];
      var offsets = new long[partitions.length];
      for (var i = 0; i < partitions.length; i++) {
        partitions[i] = partition(bytes);
        offsets[i] = varint(bytes);
      }
      return new Part(topic, partitions, offsets);
    }

    private static int count(long count) throws BadCursor {
      if (count < 1 || count > MAX_PARTITIONS) {
        throw new BadCursor(GARBLED);
      }
      return (int) count;
    }

    private static int partition(ByteBuffer bytes) throws BadCursor {
      return (int) Math.min(varint(bytes), Integer.MAX_VALUE);
    }

    /**
     * The offsets, provided that they are of this topic and of these partitions.
     *
     * @throws BadCursor telling what does not fit
     */
    private long[] offsetsOf(Part expected) throws BadCursor {
      if (!topic.equals(expected.topic)) {
        throw new BadCursor("of a topic that no longer exists; subscribe from a snapshot");
      }
      if (!Arrays.equals(partitions, expected.partitions)) {
        throw new BadCursor("of other partitions");
      }
      return offsets;
    }
  }

  public Cursor {
    parts = List.copyOf(parts);
  }

  /** The wire form, ASCII. */
  public byte[] encode() {
    var size = FIXED_BYTES + CHECKSUM_BYTES;
    for (var part : parts) {
      size += part.size();
    }
    var bytes = ByteBuffer.allocate(size).put(VERSION).putLong(stream).put((byte) parts.size());
    for (var part : parts) {
      part.write(bytes);
    }
    return text(bytes);
  }

  private static byte[] text(ByteBuffer bytes) {
    bytes.putInt(checksum(bytes, bytes.position()));
    var base64 = Base64.getUrlEncoder().withoutPadding().encode(bytes.flip()).array();
    var text = new byte[PREFIX.length() + base64.length];
    text[0] = 'c';
    text[1] = '2';
    text[2] = '.';
    System.arraycopy(base64, 0, text, PREFIX.length(), base64.length);
    return text;
  }

  /** An upper bound of the length of the wire form. */
  public int maxLength() {
    var size = FIXED_BYTES + CHECKSUM_BYTES + parts.stream().mapToInt(Part::size).sum();
    return PREFIX.length() + size * 4 / 3 + 4;
  }

  /**
   * Reads the wire form.
   *
   * @throws BadCursor when it is not one
   */
  public static Cursor parse(String text) throws BadCursor {
    if (text.length() > MAX_TEXT) {
      throw new BadCursor("too long");
    }
    var first = text.startsWith(FIRST_PREFIX);
    if (!first && !text.startsWith(PREFIX)) {
      throw new BadCursor(UNKNOWN_VERSION);
    }
    try {
      var bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text.substring(PREFIX.length())));
      var cursor = read(bytes, first);
      if (!first && !cursor.toString().equals(text)) {
        throw new BadCursor(GARBLED); // another text of the same cursor
      }
      return cursor;
    } catch (IllegalArgumentException | BufferUnderflowException e) {
      throw new BadCursor(GARBLED);
    }
  }

  private static Cursor read(ByteBuffer bytes, boolean first) throws BadCursor {
    var length = bytes.limit() - CHECKSUM_BYTES;
    if (length < FIXED_BYTES || checksum(bytes, length) != bytes.getInt(length)) {
      throw new BadCursor(GARBLED);
    }
    bytes.limit(length);
    if (bytes.get() != (first ? FIRST_VERSION : VERSION)) {
      throw new BadCursor(UNKNOWN_VERSION);
    }
    var cursor = first ? readFirst(bytes) : readParts(bytes);
    if (bytes.hasRemaining()) {
      throw new BadCursor(GARBLED);
    }
    return cursor;
  }

  private static Cursor readFirst(ByteBuffer bytes) throws BadCursor {
    var topic = new UUID(bytes.getLong(), bytes.getLong());
    var stream = bytes.getLong();
    return new Cursor(stream, List.of(Part.readFirst(topic, bytes)));
  }

  private static Cursor readParts(ByteBuffer bytes) throws BadCursor {
    var stream = bytes.getLong();
    var parts = new ArrayList<Part>();
    for (var left = bytes.get(); left > 0; left--) {
      parts.add(Part.read(bytes));
    }
    return new Cursor(stream, parts);
  }

  /**
   * The offsets of all parts, one after the other, provided that the cursor is one of the same
   * stream, topics and partitions as another. A cursor of the first version has none for the topics
   * after the first one: those are 0, which says that nothing is known.
   *
   * @throws BadCursor telling what does not fit
   */
  public long[] offsetsLike(Cursor expected) throws BadCursor {
    if (stream != expected.stream) {
      throw new BadCursor("of another stream");
    }
    if (parts.isEmpty() || parts.size() > expected.parts.size()) {
      throw new BadCursor(GARBLED);
    }
    var offsets = new long[expected.parts.stream().mapToInt(part -> part.offsets.length).sum()];
    var at = 0;
    for (var i = 0; i < parts.size(); i++) {
      var found = parts.get(i).offsetsOf(expected.parts.get(i));
      System.arraycopy(found, 0, offsets, at, found.length);
      at += found.length;
    }
    return offsets;
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
    throw new BadCursor(GARBLED);
  }

  @Override
  public String toString() {
    return new String(encode(), StandardCharsets.US_ASCII);
  }

  /** A text that is no cursor, or not one of this stream: an expected outcome. */
  public static final class BadCursor extends Exception {
    private static final long serialVersionUID = 1L;

    public BadCursor(String why) {
      super(why, null, false, false);
    }
  }
}
