package dev.wardstream.schemas.letters;

import java.util.Optional;
import org.apache.kafka.common.header.Headers;

/**
 * A record of {@code dead.letters} that is no letter but says that one was retried. It has the key
 * of the letter and no value.
 *
 * @param letter position of the letter
 * @param at where its original was written again
 */
public record LetterMark(LogPosition letter, LogPosition at) {
  /** Header of a record that was written again: the position of the letter. */
  public static final String RETRY_OF = "retry-of";

  private static final String RETRIED = LetterHead.PREFIX + "retried";
  private static final String AT = LetterHead.PREFIX + "at";

  /** Adds itself to the headers of a mark. */
  public void writeTo(Headers headers) {
    LetterHead.write(headers, RETRIED, letter.toString());
    LetterHead.write(headers, AT, at.toString());
  }

  /** Reads the headers of a mark; empty when they are not those of one. */
  public static Optional<LetterMark> of(Headers headers) {
    try {
      return LetterHead.read(headers, RETRIED)
          .flatMap(letter ->
              LetterHead.read(headers, AT)
                  .map(at -> new LetterMark(LogPosition.parse(letter), LogPosition.parse(at))));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }
}
