package dev.wardstream.cli.platform;

import dev.wardstream.accounts.AccountAdmin;
import dev.wardstream.accounts.AccountAdmin.NewAccount;
import dev.wardstream.accounts.AccountAdmin.Rights;
import dev.wardstream.accounts.AccountRefusal;
import dev.wardstream.cli.terminal.CommandFailed;
import dev.wardstream.edge.access.Principal;
import dev.wardstream.edge.access.Role;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/**
 * Who may look at the demo ward, for people who have just started and have no accounts.
 *
 * @param ward the ward to show first
 * @param people the identities on offer
 */
public record Demo(String ward, List<Person> people) {
  public Demo {
    people = List.copyOf(people);
  }

  /**
   * An identity on offer.
   *
   * @param name to show
   * @param principal what it may do
   */
  public record Person(String name, Principal principal) {}

  /** A nurse of one ward, a doctor of that and the others named, and who runs the platform. */
  public static Demo of(String ward, Set<String> others) {
    var all = new TreeSet<>(others);
    all.add(ward);
    return new Demo(
        ward,
        List.of(
            person("Nurse Noor (demo)", "demo-nurse", Role.NURSE, Set.of(ward)),
            person("Dr Okafor (demo)", "demo-doctor", Role.DOCTOR, all),
            person("Operator Otto (demo)", "demo-operator", Role.OPERATOR, Set.of())));
  }

  /** The same, and one of the ward's patients, who sees themselves. */
  public Demo withPatient(String patient) {
    var all = new ArrayList<>(people);
    all.add(person("Patient " + patient + " (demo)", patient, Role.PATIENT, Set.of()));
    return new Demo(ward, all);
  }

  private static Person person(String name, String subject, Role role, Set<String> wards) {
    return new Person(
        name, new Principal(subject, Set.of(role), wards, Set.of(), Set.of(), Instant.EPOCH));
  }

  /**
   * Gives all of them an account whose login name is the subject.
   *
   * @return their password, new at each start
   */
  String provide(AccountAdmin admin) {
    var password = UUID.randomUUID().toString();
    try {
      for (var person : people) {
        var principal = person.principal();
        provide(admin, principal, person.name(), password);
      }
    } catch (AccountRefusal e) {
      throw new CommandFailed("The demo accounts cannot be made: " + e.getMessage(), e);
    }
    return password;
  }

  private static void provide(AccountAdmin admin, Principal principal, String name, String password)
      throws AccountRefusal {
    var roles =
        principal.roles().stream().map(role -> role.name().toLowerCase(Locale.ROOT)).toList();
    var rights = new Rights(roles, List.copyOf(principal.wards()), List.of());
    var subject = principal.subject();
    admin.provide(new NewAccount(subject, subject, name, rights, password), "demo");
  }

  /** Subjects of all who work here. */
  public List<String> staff() {
    return people.stream()
        .filter(person -> !person.principal().is(Role.PATIENT))
        .map(person -> person.principal().subject())
        .toList();
  }
}
