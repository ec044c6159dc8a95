package dev.wardstream.alerts.rules;

import dev.wardstream.clinical.engine.Engine;
import dev.wardstream.clinical.rules.RuleBook;

/** The engine by the newest rules. Safe from any thread. */
public final class RulesInForce {
  private volatile Engine engine = new Engine(RuleBook.BUILT_IN);

  /** Who decides now; the same object until the rules change. */
  public Engine engine() {
    return engine;
  }

  /** From now on these rules decide; rules that are in force already change nothing. */
  public void apply(RuleBook rules) {
    if (!engine.rules().equals(rules)) {
      engine = new Engine(rules);
    }
  }
}
