package dev.wardstream.edge.undertow;

import dev.wardstream.edge.access.Principal;
import io.undertow.security.idm.Account;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A principal that was verified at the upgrade, in the clothes of the servlet API.
 *
 * @param verified who it is
 * @param traceparent header of the upgrade; null when it had none
 */
record Bearer(Principal verified, @Nullable String traceparent)
    implements java.security.Principal, Account {

  @Override
  public String getName() {
    return verified.subject();
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
