package dev.wardstream.alerts.rules;

import dev.wardstream.clinical.engine.Engine;
import dev.wardstream.rules.feed.RuleFeed;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The engine by the newest rules. One thread brings documents; any thread takes the engine, which
 * is the same object until the rules change.
 */
public final class RulesInForce {
  /** Gauge of documents that could not be read; they change nothing. */
  public static final String REFUSED = "wardstream.alerts.rules.refused";

  private static final Logger LOGGER = LoggerFactory.getLogger(RulesInForce.class);

  private volatile RuleFeed feed = RuleFeed.BUILT_IN;
  private volatile Engine engine = new Engine(feed.book());

  /** The built-in rules, until documents come. */
  public RulesInForce(MeterRegistry meters) {
    Gauge.builder(REFUSED, this, rules -> rules.feed.refused()).register(meters);
  }

  /** Who decides now. */
  public Engine engine() {
    return engine;
  }

  /**
   * Takes a document. Documents may come in any order and more than once.
   *
   * @param key rule set and version
   * @param yaml null for a tombstone, which takes nothing back
   */
  void take(String key, @Nullable String yaml) {
    RuleFeed before = feed;
    RuleFeed after = before.take(key, yaml);
    feed = after;
    if (!after.book().equals(before.book())) {
      engine = new Engine(after.book());
      LOGGER.atInfo().addKeyValue("rules", key).log("rules in force");
    } else if (after.refused() > before.refused()) {
      LOGGER
          .atError()
          .addKeyValue("rules", key)
          .addKeyValue("problems", after.problems())
          .log("rules that cannot be read are not in force; correct them and apply them again");
    }
  }
}
