package dev.wardstream.edge.rights;

import dev.wardstream.edge.access.Principal;
import dev.wardstream.edge.access.Role;
import dev.wardstream.edge.table.Row;
import dev.wardstream.edge.table.TableListener;
import dev.wardstream.schemas.avro.CareStaff;
import dev.wardstream.schemas.avro.GrantScope;
import dev.wardstream.schemas.avro.StaffGrant;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Whom members of staff care for: the table {@code care.staff}, together with what their tokens
 * claim. Who has a row has what the row grants now, and no more than the token claims where it
 * claims anything; who has none has what the token claims.
 *
 * <p>Changed by one thread, asked by any.
 */
public final class Staff implements TableListener<CareStaff> {
  private final Map<String, List<StaffGrant>> grants = new ConcurrentHashMap<>();
  private final InstantSource clock;
  private final Glass glass;

  /** An empty table. */
  public Staff(InstantSource clock) {
    this.clock = clock;
    glass = new Glass(clock);
  }

  @Override
  public void changed(String account, @Nullable Row<CareStaff> row) {
    put(account, row == null ? null : row.value());
  }

  /** Takes a record; null removes the row. */
  public void put(String account, @Nullable CareStaff staff) {
    if (staff == null) {
      grants.remove(account);
    } else {
      grants.put(account, List.copyOf(staff.getGrants()));
    }
  }

  /** Who may see a patient for a while without caring for them. */
  public Glass glass() {
    return glass;
  }

  /** Whether a principal is a clinician who may see whoever is in a ward. */
  public boolean coversWard(Principal principal, String ward) {
    return isClinician(principal) && has(principal, GrantScope.WARD, ward, principal.wards());
  }

  /**
   * Whether a principal is a clinician of a patient's ward or care team, or broke the glass.
   *
   * @param ward where the patient is now; null for nowhere
   */
  public boolean covers(Principal principal, String patient, @Nullable String ward) {
    return caresFor(principal, patient, ward)
        || (isClinician(principal) && glass.covers(principal.subject(), patient));
  }

  /** Whether a principal is a clinician of a patient's ward or care team. */
  public boolean caresFor(Principal principal, String patient, @Nullable String ward) {
    return isClinician(principal)
        && (has(principal, GrantScope.PATIENT, patient, principal.patients())
            || (ward != null && has(principal, GrantScope.WARD, ward, principal.wards())));
  }

  /** The wards a principal is a clinician of now. */
  public Set<String> wards(Principal principal) {
    return all(principal, GrantScope.WARD, principal.wards());
  }

  /** The single patients a principal is a clinician of now, beside those of the wards. */
  public Set<String> patients(Principal principal) {
    return all(principal, GrantScope.PATIENT, principal.patients());
  }

  private Set<String> all(Principal principal, GrantScope scope, Set<String> claimed) {
    if (!isClinician(principal)) {
      return Set.of();
    }
    var granted = grants.get(principal.subject());
    var named =
        granted == null ? claimed.stream() : granted.stream().map(StaffGrant::getId).distinct();
    return named
        .filter(id -> has(principal, scope, id, claimed))
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Whether a principal is a nurse or a doctor. */
  public static boolean isClinician(Principal principal) {
    return principal.is(Role.NURSE) || principal.is(Role.DOCTOR);
  }

  private boolean has(Principal principal, GrantScope scope, String id, Set<String> claimed) {
    var granted = grants.get(principal.subject());
    if (granted == null) {
      return claimed.contains(id);
    }
    var now = clock.instant();
    return (claimed.isEmpty() || claimed.contains(id))
        && granted.stream()
            .anyMatch(grant ->
                grant.getScope() == scope && grant.getId().equals(id) && holds(grant, now));
  }

  private static boolean holds(StaffGrant grant, Instant now) {
    var until = grant.getUntil();
    return !now.isBefore(grant.getFrom()) && (until == null || now.isBefore(until));
  }

  /** Whether a grant of anybody has ended after one instant and not after another. */
  public boolean hasEndedWithin(Instant after, Instant upTo) {
    return glass.hasEndedWithin(after, upTo)
        || grants.values().stream()
            .flatMap(List::stream)
            .map(StaffGrant::getUntil)
            .anyMatch(until -> until != null && until.isAfter(after) && !until.isAfter(upTo));
  }
}
