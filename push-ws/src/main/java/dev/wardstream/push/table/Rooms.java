package dev.wardstream.push.table;

import dev.wardstream.schemas.avro.CareRoom;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Who may read a room: the table of {@code care.rooms}. Changed by the feed thread, asked by any.
 */
public final class Rooms {
  private final Map<String, Set<String>> members = new ConcurrentHashMap<>();

  /** Takes a record; null removes the room. */
  public void put(String room, @Nullable CareRoom care) {
    if (care == null) {
      members.remove(room);
    } else {
      members.put(room, Set.copyOf(care.getMembers()));
    }
  }

  /** Whether somebody is a member. */
  public boolean isMember(String room, String subject) {
    return members.getOrDefault(room, Set.of()).contains(subject);
  }
}
