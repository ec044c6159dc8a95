package dev.wardstream.rules.feed;

import dev.wardstream.clinical.rules.RuleBook;
import dev.wardstream.clinical.rules.RuleSet;
import dev.wardstream.clinical.rules.RuleSetId;
import dev.wardstream.rules.document.Problem;
import dev.wardstream.rules.document.Reading;
import dev.wardstream.rules.document.RuleReader;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which rule sets are in force after the records of {@code alerts.rules} seen so far: of each id
 * the greatest version that can be read, in place of the built-in one of that name. Records may
 * come in any order and more than once; the result is the same. A record that cannot be read
 * changes nothing.
 *
 * @param applied the documents in force, by id
 * @param refused how many records could not be read
 * @param problems of the newest such record; empty when there was none
 * @param book what the engine takes
 */
public record RuleFeed(
    SortedMap<String, RuleSet> applied, long refused, List<Problem> problems, RuleBook book) {
  /** Nothing has been applied. */
  public static final RuleFeed BUILT_IN =
      new RuleFeed(new TreeMap<>(), 0, List.of(), RuleBook.BUILT_IN);

  public RuleFeed {
    applied = Collections.unmodifiableSortedMap(new TreeMap<>(applied));
    problems = List.copyOf(problems);
  }

  /**
   * After one more record.
   *
   * @param key {@code id@version}
   * @param yaml the document; null: a tombstone, which takes back nothing
   */
  public RuleFeed take(String key, @Nullable String yaml) {
    if (yaml == null) {
      return this;
    }
    return switch (RuleReader.read("alerts.rules " + key, yaml)) {
      case Reading.Refused(var wrong) -> refuse(wrong);
      case Reading.Accepted(var document) -> take(key, document.rules());
    };
  }

  private RuleFeed take(String key, RuleSet rules) {
    RuleSetId id = rules.id();
    var named = new AppliedKey(id.name(), id.version());
    if (!key.equals(named.toString())) {
      return refuse(
          List.of(
              new Problem(
                  "alerts.rules " + key,
                  1,
                  1,
                  "",
                  "the document is %s, not what its key says".formatted(named),
                  "apply it with `wardstream rules apply`")));
    }
    RuleSet held = applied.get(id.name());
    if (held != null && (held.id().version() > id.version() || held.equals(rules))) {
      return this;
    }
    SortedMap<String, RuleSet> next = new TreeMap<>(applied);
    next.put(id.name(), rules);
    return new RuleFeed(next, refused, problems, book.with(rules));
  }

  private RuleFeed refuse(List<Problem> wrong) {
    return new RuleFeed(applied, refused + 1, wrong, book);
  }
}
