package dev.wardstream.schemas.letters;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.common.header.Headers;

/**
 * Why a record is a dead letter, and where it comes from.
 *
 * @param reason {@code unreadable}: its bytes are no record of the topic; {@code unusable}: a
 *     record with which nothing can be done
 * @param exception class that says more exactly what is wrong
 * @param detail what that exception said; may quote the record, so it is for trusted eyes only
 * @param origin where the original was
 * @param arrived timestamp of the original
 * @param application who set it aside
 * @param seen when
 */
public record LetterHead(
    String reason,
    String exception,
    String detail,
    LogPosition origin,
    Instant arrived,
    String application,
    Instant seen) {
  /** Headers that begin so are the letter's; all others are the original's. */
  public static final String PREFIX = "letter.";

  private static final String REASON = PREFIX + "reason";
  private static final String EXCEPTION = PREFIX + "exception";
  private static final String DETAIL = PREFIX + "detail";
  private static final String ORIGIN = PREFIX + "origin";
  private static final String ARRIVED = PREFIX + "arrived";
  private static final String APPLICATION = PREFIX + "application";
  private static final String SEEN = PREFIX + "seen";

  /** Adds itself to the headers of the original. */
  public void writeTo(Headers headers) {
    write(headers, REASON, reason);
    write(headers, EXCEPTION, exception);
    write(headers, DETAIL, detail);
    write(headers, ORIGIN, origin.toString());
    write(headers, ARRIVED, arrived.toString());
    write(headers, APPLICATION, application);
    write(headers, SEEN, seen.toString());
  }

  /** Reads the headers of a letter; empty when they are not those of one. */
  public static Optional<LetterHead> of(Headers headers) {
    var origin = read(headers, ORIGIN);
    var reason = read(headers, REASON);
    if (origin.isEmpty() || reason.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new LetterHead(
              reason.get(),
              read(headers, EXCEPTION).orElse(""),
              read(headers, DETAIL).orElse(""),
              LogPosition.parse(origin.get()),
              Instant.parse(read(headers, ARRIVED).orElse("")),
              read(headers, APPLICATION).orElse(""),
              Instant.parse(read(headers, SEEN).orElse(""))));
    } catch (IllegalArgumentException | DateTimeException _) {
      return Optional.empty();
    }
  }

  static void write(Headers headers, String name, String text) {
    headers.remove(name).add(name, text.getBytes(UTF_8));
  }

  static Optional<String> read(Headers headers, String name) {
    var header = headers.lastHeader(name);
    return header == null || header.value() == null
        ? Optional.empty()
        : Optional.of(new String(header.value(), UTF_8));
  }
}
