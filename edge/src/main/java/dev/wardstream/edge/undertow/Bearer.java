package dev.wardstream.edge.undertow;

import dev.wardstream.edge.access.Principal;
import dev.wardstream.edge.limit.Seat;
import io.undertow.security.idm.Account;
import io.undertow.websockets.jsr.UndertowSession;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.xnio.StreamConnection;

/**
 * What is known at the upgrade, in the clothes of the servlet API.
 *
 * @param verified who it is; null when that is yet to be said
 * @param seat the place of the connection
 * @param origin of the page that connects; empty when it is not a page
 * @param traceparent header of the upgrade; null when it had none
 * @param connection what the socket is made of
 */
record Bearer(
    @Nullable Principal verified,
    Seat seat,
    String origin,
    @Nullable String traceparent,
    StreamConnection connection)
    implements java.security.Principal, Account {

  /** That of a session which came through the handshake. */
  static Bearer of(UndertowSession upgraded) {
    if (upgraded.getUserPrincipal() instanceof Bearer bearer) {
      return bearer;
    }
    throw new IllegalStateException("upgraded without a place");
  }

  @Override
  public String getName() {
    return verified == null ? "" : verified.subject();
  }

  @Override
  public java.security.Principal getPrincipal() {
    return this;
  }

  @Override
  public Set<String> getRoles() {
    return Set.of();
  }
}
