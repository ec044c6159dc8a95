package dev.wardstream.edge.socket;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The trace a connection belongs to, by W3C Trace Context level 1. It is carried as it came: the
 * platform is one hop of somebody else's trace and makes no spans of its own.
 */
public final class Traceparent {
  /** Name of the HTTP header and of the Kafka header. */
  public static final String HEADER = "traceparent";

  /** Version 00: trace id and parent id are not all zeros; version ff is invalid. */
  private static final Pattern VALID =
      Pattern.compile("00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}");

  private Traceparent() {}

  /** The bytes to carry; null when the header is absent or, as the standard asks, invalid. */
  public static byte @Nullable [] bytes(@Nullable String header) {
    return header != null && VALID.matcher(header).matches() ? header.getBytes(US_ASCII) : null;
  }
}
