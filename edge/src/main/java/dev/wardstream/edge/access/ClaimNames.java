package dev.wardstream.edge.access;

import dev.wardstream.edge.Settings;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Where an issuer's tokens say what they grant. A dot leads into an object, as in {@code
 * realm_access.roles}; a claim is a list of text, and one that is missing grants nothing.
 *
 * @param roles names of {@link Role}s in lower case; others are ignored
 * @param wards wards
 * @param patients patients
 * @param devices devices
 * @param clients accepted {@code azp} (or {@code client_id}): the applications to which tokens may
 *     have been issued; empty for any
 */
public record ClaimNames(
    String roles, String wards, String patients, String devices, Set<String> clients) {

  /** As the platform's own tokens have them. */
  public static final ClaimNames OWN =
      new ClaimNames("roles", "wards", "patients", "devices", Set.of());

  public ClaimNames {
    clients = Set.copyOf(clients);
  }

  /** Reads {@code OIDC_ROLES} and so on; by default the claims have the platform's own names. */
  static ClaimNames from(Settings settings) {
    return new ClaimNames(
        settings.text("OIDC_ROLES").orElse(OWN.roles),
        settings.text("OIDC_WARDS").orElse(OWN.wards),
        settings.text("OIDC_PATIENTS").orElse(OWN.patients),
        settings.text("OIDC_DEVICES").orElse(OWN.devices),
        settings.take("OIDC_CLIENTS", ClaimNames::list).orElse(Set.of()));
  }

  private static Set<String> list(String text) {
    return Arrays.stream(text.split(","))
        .map(String::strip)
        .filter(each -> !each.isEmpty())
        .collect(Collectors.toUnmodifiableSet());
  }
}
