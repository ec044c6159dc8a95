package dev.wardstream.push.room;

import dev.wardstream.push.hub.Item;
import dev.wardstream.push.room.RoomHistory.Spot;
import java.util.List;

/**
 * A stretch of a room's past.
 *
 * @param items as subscribers see them, oldest first
 * @param from where what is older ends
 * @param isAll nothing older is in the log
 */
record Past(List<Item> items, Spot from, boolean isAll) {
  Past {
    items = List.copyOf(items);
  }
}
