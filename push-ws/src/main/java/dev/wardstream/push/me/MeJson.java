package dev.wardstream.push.me;

import dev.wardstream.edge.access.Principal;
import dev.wardstream.edge.access.Role;
import dev.wardstream.edge.socket.Json;
import dev.wardstream.push.table.Rights;
import dev.wardstream.push.table.Rooms.Room;
import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The answer of {@link MePage}. */
final class MeJson {
  private MeJson() {}

  static String of(Principal principal, Rights rights) {
    var json = new StringBuilder("{\"subject\":");
    Json.quote(json, principal.subject());
    var roles =
        principal.roles().stream().sorted().map(role -> role.name().toLowerCase(Locale.ROOT));
    texts(json.append(",\"roles\":"), roles.toList());
    texts(json.append(",\"wards\":"), rights.staff().wards(principal));
    texts(json.append(",\"patients\":"), patients(principal, rights));
    json.append(",\"rooms\":[");
    var separator = "";
    for (var each : new TreeMap<>(rights.rooms().of(principal.subject())).entrySet()) {
      room(json.append(separator), each.getKey(), each.getValue());
      separator = ",";
    }
    return json.append("]}").toString();
  }

  private static Set<String> patients(Principal principal, Rights rights) {
    return principal.is(Role.PATIENT)
        ? Set.of(principal.subject())
        : rights.staff().patients(principal);
  }

  private static void room(StringBuilder json, String id, Room room) {
    Json.quote(json.append("{\"room\":"), id);
    optional(json, "title", room.title());
    optional(json, "patient", room.patient());
    texts(json.append(",\"members\":"), room.members());
    json.append('}');
  }

  private static void optional(StringBuilder json, String name, @Nullable String text) {
    if (text != null) {
      Json.quote(json.append(",\"").append(name).append("\":"), text);
    }
  }

  private static void texts(StringBuilder json, Collection<String> texts) {
    json.append('[');
    var separator = "";
    for (var text : texts.stream().sorted().toList()) {
      Json.quote(json.append(separator), text);
      separator = ",";
    }
    json.append(']');
  }
}
