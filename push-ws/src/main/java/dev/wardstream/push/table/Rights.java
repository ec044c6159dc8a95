package dev.wardstream.push.table;

import dev.wardstream.edge.access.Principal;
import dev.wardstream.edge.access.Role;
import dev.wardstream.push.stream.StreamName;

/**
 * Who may watch what now: clinicians the wards and patients that their token names and whoever is
 * in those wards, patients themselves, members their rooms. Everything else is refused. Any thread.
 *
 * @param census where patients are
 * @param rooms who is a member
 */
public record Rights(Census census, Rooms rooms) {

  /** Whether a principal may watch a stream at this moment. */
  public boolean mayWatch(Principal principal, StreamName stream) {
    if (!principal.proof().covers(stream.toString())) {
      return false;
    }
    var id = stream.id();
    return switch (stream.scope()) {
      case WARD -> isClinician(principal) && principal.wards().contains(id);
      case PATIENT -> mayWatchPatient(principal, id);
      case ROOM -> rooms.isMember(id, principal.subject());
    };
  }

  private boolean mayWatchPatient(Principal principal, String patient) {
    if (principal.is(Role.PATIENT) && principal.subject().equals(patient)) {
      return true;
    }
    if (!isClinician(principal)) {
      return false;
    }
    var ward = census.wardOf(patient);
    return principal.patients().contains(patient)
        || (ward != null && principal.wards().contains(ward));
  }

  private static boolean isClinician(Principal principal) {
    return principal.is(Role.NURSE) || principal.is(Role.DOCTOR);
  }
}
