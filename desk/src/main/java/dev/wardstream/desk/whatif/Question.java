package dev.wardstream.desk.whatif;

import dev.wardstream.clinical.rules.Care;
import dev.wardstream.clinical.rules.RuleBook;
import dev.wardstream.clinical.vitals.Association;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is to be found out.
 *
 * @param before rules in force
 * @param after proposed rules
 * @param people whom it is about, by id
 * @param from what began and ended before is not told
 * @param to what arrived from here on is not read
 */
record Question(
    RuleBook before, RuleBook after, SortedMap<String, Person> people, Instant from, Instant to) {
  Question {
    people = Collections.unmodifiableSortedMap(new TreeMap<>(people));
  }

  /**
   * A patient as known now.
   *
   * @param devices whose readings were theirs, and when
   */
  record Person(Care care, Map<String, List<Association>> devices) {
    Person {
      devices = Map.copyOf(devices);
    }
  }
}
