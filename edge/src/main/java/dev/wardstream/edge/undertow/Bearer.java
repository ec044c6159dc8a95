package dev.wardstream.edge.undertow;

import dev.wardstream.edge.access.Principal;
import io.undertow.security.idm.Account;
import java.util.Set;

/**
 * A principal that was verified at the upgrade, in the clothes of the servlet API.
 *
 * @param verified who it is
 */
record Bearer(Principal verified) implements java.security.Principal, Account {

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
