package dev.wardstream.fuzz;

import dev.wardstream.push.stream.Cursor;
import dev.wardstream.push.stream.Cursor.BadCursor;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.zip.CRC32C;

/** A cursor as text, and as content that carries the right checksum. */
public final class CursorTarget {
  private CursorTarget() {}

  /** Tries both. */
  public static void fuzzerTestOneInput(byte[] input) {
    parse(new String(input, StandardCharsets.ISO_8859_1));
    var crc = new CRC32C();
    crc.update(input);
    var content = ByteBuffer.allocate(input.length + 4);
    content.put(input).putInt((int) crc.getValue());
    var base64 = Base64.getUrlEncoder().withoutPadding().encodeToString(content.array());
    parse("c1." + base64);
    parse("c2." + base64);
  }

  private static void parse(String text) {
    try {
      var cursor = Cursor.parse(text);
      if (text.startsWith("c2.") && !cursor.toString().equals(text)) {
        throw new AssertionError("another text of the same cursor was accepted");
      }
    } catch (BadCursor e) {
      if (e.getMessage() == null) {
        throw new AssertionError("refused without a reason", e);
      }
    }
  }
}
