package dev.wardstream.cli.platform;

import dev.wardstream.edge.access.Principal;
import dev.wardstream.edge.access.Role;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

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

  /** A nurse of one ward and a doctor of that and the others named. */
  public static Demo of(String ward, Set<String> others) {
    var all = new TreeSet<>(others);
    all.add(ward);
    return new Demo(
        ward,
        List.of(
            person("Nurse Noor (demo)", "demo-nurse", Role.NURSE, Set.of(ward)),
            person("Dr Okafor (demo)", "demo-doctor", Role.DOCTOR, all)));
  }

  private static Person person(String name, String subject, Role role, Set<String> wards) {
    return new Person(
        name, new Principal(subject, Set.of(role), wards, Set.of(), Set.of(), Instant.EPOCH));
  }

  /** Subjects of all people. */
  public List<String> subjects() {
    return people.stream().map(person -> person.principal().subject()).toList();
  }
}
