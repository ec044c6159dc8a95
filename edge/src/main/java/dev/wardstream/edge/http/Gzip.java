package dev.wardstream.edge.http;

import dev.wardstream.edge.socket.ErrorCode;
import dev.wardstream.edge.socket.Refusal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.zip.GZIPInputStream;

/** Undoes gzip, piece by piece, and stops as soon as it grows beyond what a body may become. */
final class Gzip {
  /** Measured vital signs shrink to about a tenth; what grows hundredfold is no data. */
  private static final int MAX_RATIO = 100;

  /** Below this much, the ratio says nothing. */
  private static final int SMALL = 64 << 10;

  private static final int PIECE = 8 << 10;

  private Gzip() {}

  /**
   * The content.
   *
   * @param most largest content
   */
  static byte[] inflate(byte[] body, int most) throws Refusal {
    var content = new ByteArrayOutputStream(Math.min(most, 4 * body.length + PIECE));
    var piece = new byte[PIECE];
    try (var in = new GZIPInputStream(new ByteArrayInputStream(body), PIECE)) {
      for (var read = in.read(piece); read >= 0; read = in.read(piece)) {
        content.write(piece, 0, read);
        if (content.size() > most) {
          throw Refusal.of(
              ErrorCode.TOO_LARGE, "more than %d bytes when inflated: send less".formatted(most));
        }
        if (content.size() > SMALL && content.size() / MAX_RATIO > body.length) {
          throw Refusal.of(
              ErrorCode.TOO_LARGE, "grows more than hundredfold: send it without gzip");
        }
      }
    } catch (IOException e) {
      throw Refusal.of(ErrorCode.MALFORMED, "not gzip, or cut off");
    }
    return content.toByteArray();
  }
}
