package dev.wardstream.client;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What is asked for.
 *
 * @param stream as in {@code wards/icu-1/alerts}
 * @param from where it begins
 * @param transport how it travels at first
 * @param latestEvery only the newest per patient and kind, at most one in this time; null for every
 *     item
 * @param credit items that may be under way and not taken yet, over WebSocket; 0 for no limit
 * @param repeats whether items are told again that were told before, for who wants to see what the
 *     server really sends
 */
public record StreamRequest(
    String stream,
    From from,
    Transport transport,
    @Nullable Duration latestEvery,
    int credit,
    boolean repeats) {

  public StreamRequest {
    if (credit < 0) {
      throw new IllegalArgumentException("credit is 0 or more, not " + credit);
    }
  }

  /** State, then every item, over WebSocket. */
  public static StreamRequest of(String stream) {
    return new StreamRequest(stream, new From.Snapshot(), Transport.WEB_SOCKET, null, 0, false);
  }

  /** The same from elsewhere. */
  public StreamRequest from(From begin) {
    return new StreamRequest(stream, begin, transport, latestEvery, credit, repeats);
  }

  /** The same over another transport. */
  public StreamRequest over(Transport other) {
    return new StreamRequest(stream, from, other, latestEvery, credit, repeats);
  }

  /** The same, conflated. */
  public StreamRequest latestEvery(Duration interval) {
    return new StreamRequest(stream, from, transport, interval, credit, repeats);
  }

  /** The same with so many items under way at most. */
  public StreamRequest credit(int items) {
    return new StreamRequest(stream, from, transport, latestEvery, items, repeats);
  }

  /** The same with what was told before. */
  public StreamRequest withRepeats() {
    return new StreamRequest(stream, from, transport, latestEvery, credit, true);
  }
}
