package dev.wardstream.push.table;

import dev.wardstream.edge.access.Principal;
import dev.wardstream.edge.access.Role;
import dev.wardstream.edge.rights.Staff;
import dev.wardstream.push.stream.StreamName;

/**
 * Who may watch what now: clinicians the wards and patients they care for and whoever is in those
 * wards, patients themselves, members their rooms. Everything else is refused. Any thread.
 *
 * @param census where patients are
 * @param rooms who is a member
 * @param staff whom clinicians care for
 */
public record Rights(Census census, Rooms rooms, Staff staff) {

  /** Whether a principal may watch a stream at this moment. */
  public boolean mayWatch(Principal principal, StreamName stream) {
    if (!principal.proof().covers(stream.toString())) {
      return false;
    }
    var id = stream.id();
    return switch (stream.scope()) {
      case WARD -> staff.coversWard(principal, id);
      case PATIENT ->
          (principal.is(Role.PATIENT) && principal.subject().equals(id))
              || staff.covers(principal, id, census.wardOf(id));
      case ROOM -> rooms.isMember(id, principal.subject());
    };
  }
}
