package dev.wardstream.desk.http;

import dev.wardstream.edge.access.Principal;
import dev.wardstream.edge.access.Role;
import dev.wardstream.edge.audit.AuditLog;
import dev.wardstream.edge.audit.Denied;
import dev.wardstream.edge.audit.Done;
import dev.wardstream.edge.http.Caller;
import dev.wardstream.edge.socket.Refusal;
import dev.wardstream.edge.socket.Refusal.Wanted;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One request whose sender is known.
 *
 * @param caller who
 * @param names the parts of the path that the route leaves open
 * @param fields of the body; none for a request without
 * @param audit where what is done goes on record
 */
public record Asked(Caller caller, List<String> names, Fields fields, AuditLog audit) {

  /** Who asks. */
  public Principal principal() {
    return caller.principal();
  }

  /** Refuses whoever has none of these roles; the attempt goes on record. */
  public Asked require(Role... roles) throws Refusal {
    for (var role : roles) {
      if (principal().is(role)) {
        return this;
      }
    }
    throw Refusal.forbidden("", "your role may not do this", new Wanted(caller.path(), null));
  }

  /** Puts on record that it was done. */
  public void done(String what, String resource, @Nullable String detail) {
    audit.done(
        new Done(
            principal().subject(),
            Denied.roles(principal()),
            what,
            resource,
            caller.address(),
            detail));
  }
}
