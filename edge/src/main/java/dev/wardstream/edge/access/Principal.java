package dev.wardstream.edge.access;

import java.time.Instant;
import java.util.Set;

/**
 * Who a verified token speaks for, and what it grants. Everything not granted is refused.
 *
 * @param subject {@code sub}: a device id, a patient id or an account id
 * @param roles {@code roles}
 * @param wards {@code wards}: wards whose patients may be watched
 * @param patients {@code patients}: single patients that may be watched
 * @param devices {@code devices}: devices a gateway may write for; a device may write for itself
 * @param expires {@code exp}: the token is void from here on
 * @param proof how it was shown
 */
public record Principal(
    String subject,
    Set<Role> roles,
    Set<String> wards,
    Set<String> patients,
    Set<String> devices,
    Instant expires,
    Proof proof) {

  public Principal {
    roles = Set.copyOf(roles);
    wards = Set.copyOf(wards);
    patients = Set.copyOf(patients);
    devices = Set.copyOf(devices);
  }

  /** A principal for which a token is yet to be issued. */
  public Principal(
      String subject,
      Set<Role> roles,
      Set<String> wards,
      Set<String> patients,
      Set<String> devices,
      Instant expires) {
    this(subject, roles, wards, patients, devices, expires, Proof.NONE);
  }

  /** How many devices it may write for, at least one: so much more may it send than a device. */
  public int weight() {
    return Math.max(1, devices.size());
  }

  public boolean is(Role role) {
    return roles.contains(role);
  }
}
