package dev.wardstream.push.wire;

import java.time.Instant;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a record is.
 *
 * @param topic topic name
 * @param partition partition
 * @param offset offset
 * @param arrivedAt record timestamp: when the platform took it
 */
public record Position(String topic, int partition, long offset, Instant arrivedAt) {
  private static final Pattern TEXT = Pattern.compile("[a-z.]+/[0-9]{1,9}/([0-9]{1,18})");

  /** The offset of a position that is written out; empty when it is none. */
  public static OptionalLong offsetOf(@Nullable String text) {
    var parts = TEXT.matcher(text == null ? "" : text);
    return parts.matches() ? OptionalLong.of(Long.parseLong(parts.group(1))) : OptionalLong.empty();
  }

  @Override
  public String toString() {
    return topic + "/" + partition + "/" + offset;
  }
}
