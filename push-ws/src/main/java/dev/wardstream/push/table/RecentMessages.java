package dev.wardstream.push.table;

import dev.wardstream.push.hub.Item;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The last messages of each room, and how far its members have read. Bounded: {@code perRoom}
 * messages and {@value #READERS} readers each, {@code maxBytes} over all; beyond that the room that
 * has been quiet longest is forgotten. Feed thread only.
 */
public final class RecentMessages {
  /** Members whose place is kept; beyond that, whoever read longest ago is forgotten. */
  static final int READERS = 256;

  private record Mark(long offset, Item item) {}

  private static final class Room {
    private final ArrayDeque<Item> messages = new ArrayDeque<>();
    private final LinkedHashMap<String, Mark> marks = new LinkedHashMap<>();

    private long cost() {
      return of().stream().mapToLong(Item::cost).sum();
    }

    private List<Item> of() {
      return Stream.concat(marks.values().stream().map(Mark::item), messages.stream()).toList();
    }
  }

  private final int perRoom;
  private final long maxBytes;
  private final LinkedHashMap<String, Room> rooms = new LinkedHashMap<>(16, 0.75f, true);
  private long bytes;

  public RecentMessages(int perRoom, long maxBytes) {
    this.perRoom = perRoom;
    this.maxBytes = maxBytes;
  }

  /** Takes the next event of a room. */
  public void add(String room, byte[] json) {
    var item = Item.state(room, json);
    var messages = rooms.computeIfAbsent(room, _ -> new Room()).messages;
    messages.add(item);
    bytes += item.cost();
    if (messages.size() > perRoom) {
      bytes -= messages.remove().cost();
    }
    forgetQuiet();
  }

  /**
   * Takes how far somebody has read in a room; who has read further already stays there.
   *
   * @param offset of the last message read, in the partition of the room
   */
  public void mark(String room, String reader, long offset, byte[] json) {
    var marks = rooms.computeIfAbsent(room, _ -> new Room()).marks;
    var before = marks.get(reader);
    if (before != null && before.offset >= offset) {
      return;
    }
    if (before != null) {
      bytes -= before.item.cost();
      marks.remove(reader);
    }
    var item = Item.state(room, json);
    marks.put(reader, new Mark(offset, item));
    bytes += item.cost();
    if (marks.size() > READERS) {
      bytes -= marks.pollFirstEntry().getValue().item.cost();
    }
    forgetQuiet();
  }

  private void forgetQuiet() {
    while (bytes > maxBytes && rooms.size() > 1) {
      bytes -= rooms.pollFirstEntry().getValue().cost();
    }
  }

  /** How far a room has been read, and then its messages, oldest first. */
  public List<Item> of(String room) {
    var found = rooms.get(room);
    return found == null ? List.of() : found.of();
  }

  /** Forgets some rooms. */
  public void forget(Predicate<String> unwanted) {
    for (var all = rooms.entrySet().iterator(); all.hasNext(); ) {
      var room = all.next();
      if (unwanted.test(room.getKey())) {
        bytes -= room.getValue().cost();
        all.remove();
      }
    }
  }
}
