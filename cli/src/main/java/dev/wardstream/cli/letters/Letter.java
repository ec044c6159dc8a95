package dev.wardstream.cli.letters;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.wardstream.schemas.Topics;
import dev.wardstream.schemas.letters.LetterHead;
import dev.wardstream.schemas.letters.LogPosition;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A dead letter without its contents.
 *
 * @param at its place in {@code dead.letters}
 * @param key of the original; null when it had none
 * @param bytes size of the original value; -1 when it was a tombstone
 * @param retriedAt where the original was written again; null when it was not
 */
record Letter(
    LogPosition at,
    @Nullable ByteBuffer key,
    int bytes,
    LetterHead head,
    @Nullable LogPosition retriedAt) {

  /** What a person types: partition and offset of the letter. */
  String id() {
    return at.partition() + "-" + at.offset();
  }

  /**
   * Reads an id.
   *
   * @throws IllegalArgumentException when it is none
   */
  static LogPosition place(String id) {
    return LogPosition.parse(Topics.DEAD_LETTERS.name() + "/" + id.replace('-', '/'));
  }

  Letter retried(@Nullable LogPosition place) {
    return new Letter(at, key, bytes, head, place);
  }

  /** The key, fit to be shown. */
  String keyText() {
    return key == null ? "(none)" : printable(UTF_8.decode(key.duplicate()).toString());
  }

  /** Text of strangers, on one line and without control characters. */
  static String printable(String text) {
    return text.replaceAll("\\p{C}", "?");
  }
}
