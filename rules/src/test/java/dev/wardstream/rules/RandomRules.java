package dev.wardstream.rules;

import dev.wardstream.clinical.rules.Adjustment;
import dev.wardstream.clinical.rules.Adjustment.Change;
import dev.wardstream.clinical.rules.Adjustment.HoldChange;
import dev.wardstream.clinical.rules.Adjustment.Scope;
import dev.wardstream.clinical.rules.Hold;
import dev.wardstream.clinical.rules.Inactivation;
import dev.wardstream.clinical.rules.Level;
import dev.wardstream.clinical.rules.LeveledRule;
import dev.wardstream.clinical.rules.Observation;
import dev.wardstream.clinical.rules.Profiles;
import dev.wardstream.clinical.rules.RateRule;
import dev.wardstream.clinical.rules.Rule;
import dev.wardstream.clinical.rules.RuleSet;
import dev.wardstream.clinical.rules.RuleSetId;
import dev.wardstream.clinical.rules.Severity;
import dev.wardstream.clinical.rules.Side;
import dev.wardstream.clinical.rules.ThresholdRule;
import dev.wardstream.clinical.rules.TierClock;
import dev.wardstream.clinical.rules.Timing;
import dev.wardstream.clinical.vitals.Vital;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** Sound rule sets from a seed: every kind of rule, in any order, with adjustments. */
public final class RandomRules {
  private static final List<Severity> LEVELS =
      List.of(Severity.LOW, Severity.MEDIUM, Severity.HIGH);

  private final Random random;

  public RandomRules(long seed) {
    random = new Random(seed);
  }

  public RuleSet next() {
    List<Rule> rules = new ArrayList<>();
    for (int i = 0; i < 1 + random.nextInt(6); i++) {
      rules.add(random.nextInt(4) == 0 ? rate("RATE_" + i) : threshold("LIMIT_" + i));
    }
    for (Rule rule : Profiles.ADULT_CONTINUOUS.rules()) {
      if (!(rule instanceof ThresholdRule) && !(rule instanceof RateRule) && random.nextBoolean()) {
        rules.add(rule);
      }
    }
    Collections.shuffle(rules, random);
    Map<Vital, Duration> silence = new EnumMap<>(Vital.class);
    for (Vital vital : List.of(Vital.HR, Vital.SPO2, Vital.O2_FLOW)) {
      if (random.nextBoolean()) {
        silence.put(vital, time(1));
      }
    }
    String name = "random-" + random.nextInt(1000);
    int version = 1 + random.nextInt(1000);
    return RuleSet.of(
        name,
        version,
        new RuleSet(
            new RuleSetId(name, version, ""),
            rules,
            silence,
            observation(),
            new Timing(time(0), time(0), time(0), time(0)),
            tiers(),
            new Inactivation(
                Duration.ofSeconds(1 + random.nextInt(60)),
                Duration.ofSeconds(60 + random.nextInt(60)),
                time(1)),
            adjustments(rules)));
  }

  private Observation observation() {
    Map<Vital, Duration> validity = new EnumMap<>(Vital.class);
    Observation.COMPONENTS.forEach(vital -> validity.put(vital, time(1)));
    Set<Vital> continuous = EnumSet.noneOf(Vital.class);
    for (Vital vital : List.of(Vital.HR, Vital.RR, Vital.TEMP)) {
      if (random.nextBoolean()) {
        continuous.add(vital);
      }
    }
    Duration span = time(0);
    return new Observation(validity, continuous, span.plus(time(1)), 1 + random.nextInt(9), span);
  }

  private TierClock tiers() {
    Map<Severity, List<Duration>> after = new EnumMap<>(Severity.class);
    for (Severity severity : List.of(Severity.LOW_MEDIUM, Severity.HIGH)) {
      if (random.nextBoolean()) {
        Duration first = time(1);
        after.put(severity, List.of(first, first.plus(time(1))));
      }
    }
    return new TierClock(after);
  }

  private ThresholdRule threshold(String family) {
    Vital vital = random.nextBoolean() ? Vital.TEMP : Vital.SBP;
    Side side = random.nextBoolean() ? Side.LOW : Side.HIGH;
    return new ThresholdRule(
        family,
        vital,
        side,
        levels(side, vital == Vital.TEMP ? "35.0" : "100", vital.chartScale()),
        time(1),
        random.nextInt(3) == 0 ? null : BigDecimal.ONE.movePointLeft(vital.chartScale()));
  }

  private RateRule rate(String family) {
    Duration minAge = random.nextBoolean() ? Duration.ZERO : time(1);
    return new RateRule(
        family,
        Vital.HR,
        random.nextBoolean() ? Side.LOW : Side.HIGH,
        minAge.plus(time(1)),
        minAge,
        levels(Side.HIGH, "20", 0),
        time(1));
  }

  /** Limits that go outwards from the middle; each clears two steps before it is raised. */
  private List<Level> levels(Side side, String middle, int scale) {
    BigDecimal step = BigDecimal.ONE.movePointLeft(scale);
    BigDecimal outwards = side == Side.LOW ? step.negate() : step;
    BigDecimal limit = new BigDecimal(middle);
    List<Level> levels = new ArrayList<>();
    for (Severity severity : LEVELS) {
      if (random.nextBoolean() || (levels.isEmpty() && severity == Severity.HIGH)) {
        limit = limit.add(outwards.multiply(BigDecimal.valueOf(3)));
        BigDecimal clear = limit.subtract(outwards.multiply(BigDecimal.TWO));
        levels.add(new Level(severity, hold(limit), hold(clear)));
      }
    }
    return levels;
  }

  private Hold hold(BigDecimal limit) {
    return new Hold(limit, time(0), 1 + random.nextInt(4));
  }

  /** One change per family and id, none of which moves a limit across another. */
  private List<Adjustment> adjustments(List<Rule> rules) {
    List<Adjustment> adjustments = new ArrayList<>();
    for (Scope scope : Scope.values()) {
      for (String id : List.of("a", "7", "true", "Jörg \"x\": #1\n", "日本")) {
        if (random.nextInt(3) == 0) {
          List<Change> changes = new ArrayList<>();
          rules.forEach(rule -> change(rule, changes));
          changes.add(
              new Adjustment.SilenceChange(Vital.HR, random.nextBoolean() ? null : time(1)));
          adjustments.add(new Adjustment(scope, id, changes));
        }
      }
    }
    return adjustments;
  }

  private void change(Rule rule, List<Change> into) {
    int kind = random.nextInt(4);
    if (kind == 0) {
      into.add(new Adjustment.FamilyOff(rule.family()));
    } else if (kind == 1 && rule instanceof LeveledRule leveled) {
      for (Level level : leveled.levels()) {
        into.add(
            new Adjustment.LevelChange(
                rule.family(),
                level.severity(),
                new HoldChange(level.raise().limit(), time(0), null),
                random.nextBoolean() ? null : new HoldChange(null, null, 5)));
      }
    }
  }

  private Duration time(int least) {
    return switch (random.nextInt(4)) {
      case 0 -> Duration.ofMillis(least + random.nextInt(100_000));
      case 1 -> Duration.ofSeconds(least + random.nextInt(1_000));
      case 2 -> Duration.ofMinutes(least + random.nextInt(100));
      default -> Duration.ofHours(least + random.nextInt(48));
    };
  }
}
