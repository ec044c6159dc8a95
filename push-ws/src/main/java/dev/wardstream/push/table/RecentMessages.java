package dev.wardstream.push.table;

import dev.wardstream.push.hub.Item;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Predicate;

/**
 * The last messages of each room. Bounded: {@code perRoom} messages each, {@code maxBytes} over
 * all; beyond that the room that has been quiet longest is forgotten. Feed thread only.
 */
public final class RecentMessages {
  private final int perRoom;
  private final long maxBytes;
  private final LinkedHashMap<String, ArrayDeque<Item>> rooms =
      new LinkedHashMap<>(16, 0.75f, true);
  private long bytes;

  public RecentMessages(int perRoom, long maxBytes) {
    this.perRoom = perRoom;
    this.maxBytes = maxBytes;
  }

  /** Takes the next event of a room. */
  public void add(String room, byte[] json) {
    var item = Item.state(room, json);
    var messages = rooms.computeIfAbsent(room, _ -> new ArrayDeque<>());
    messages.add(item);
    bytes += item.cost();
    if (messages.size() > perRoom) {
      bytes -= messages.remove().cost();
    }
    while (bytes > maxBytes && rooms.size() > 1) {
      var quietest = rooms.firstEntry();
      bytes -= cost(quietest.getValue());
      rooms.remove(quietest.getKey());
    }
  }

  /** The messages of a room, oldest first. */
  public List<Item> of(String room) {
    var messages = rooms.get(room);
    return messages == null ? List.of() : List.copyOf(messages);
  }

  /** Forgets some rooms. */
  public void forget(Predicate<String> unwanted) {
    for (var all = rooms.entrySet().iterator(); all.hasNext(); ) {
      var room = all.next();
      if (unwanted.test(room.getKey())) {
        bytes -= cost(room.getValue());
        all.remove();
      }
    }
  }

  private static long cost(ArrayDeque<Item> messages) {
    return messages.stream().mapToLong(Item::cost).sum();
  }
}
