package dev.wardstream.push.table;

import dev.wardstream.schemas.avro.CareRoom;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Who may read a room: the table of {@code care.rooms}. Changed by the feed thread, asked by any.
 */
public final class Rooms {
  private final Map<String, Room> rooms = new ConcurrentHashMap<>();

  /**
   * A conversation.
   *
   * @param members subjects
   * @param patient whom it is about
   * @param title to show
   */
  public record Room(Set<String> members, @Nullable String patient, @Nullable String title) {
    public Room {
      members = Set.copyOf(members);
    }
  }

  /** Takes a record; null removes the room. */
  public void put(String room, @Nullable CareRoom care) {
    if (care == null) {
      rooms.remove(room);
    } else {
      var members = Set.copyOf(care.getMembers());
      rooms.put(room, new Room(members, care.getPatient(), care.getTitle()));
    }
  }

  /** Whether somebody is a member. */
  public boolean isMember(String room, String subject) {
    var found = rooms.get(room);
    return found != null && found.members().contains(subject);
  }

  /** The rooms somebody is a member of, by id. */
  public Map<String, Room> of(String subject) {
    return rooms.entrySet().stream()
        .filter(each -> each.getValue().members().contains(subject))
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }
}
