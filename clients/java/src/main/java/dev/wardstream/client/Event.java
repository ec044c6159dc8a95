package dev.wardstream.client;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a subscription tells. */
public sealed interface Event {

  /** A connection stands, the first or another. */
  record Opened(Transport transport) implements Event {}

  /**
   * Some of the state.
   *
   * @param more whether further pages follow
   */
  record Snapshot(List<Item> items, boolean more) implements Event {
    public Snapshot {
      items = List.copyOf(items);
    }
  }

  /** All that there was has been told; from here on it is news. */
  record Live(String cursor) implements Event {}

  /**
   * What has happened, in order.
   *
   * @param cursor where the stream stands after it; null when it was not told with these items
   */
  record Data(List<Item> items, @Nullable String cursor) implements Event {
    public Data {
      items = List.copyOf(items);
    }
  }

  /**
   * Something is missing here.
   *
   * @param from cursor before it
   * @param to cursor after it
   * @param why {@code retention}, {@code conflated}, {@code filtered} or {@code revoked}
   * @param count records missing, at most
   */
  record Gap(String from, String to, String why, long count) implements Event {}

  /**
   * The other side lives, and nothing was lost.
   *
   * @param cursor where the stream stands; null when it was not told
   */
  record Beat(@Nullable String cursor) implements Event {}
}
