package dev.wardstream.clinical.engine;

import dev.wardstream.clinical.alerts.Families;
import dev.wardstream.clinical.rules.ArtefactRule;
import dev.wardstream.clinical.rules.ClockSkewRule;
import dev.wardstream.clinical.rules.DeliveryRule;
import dev.wardstream.clinical.rules.FlatlineRule;
import dev.wardstream.clinical.rules.LeveledRule;
import dev.wardstream.clinical.rules.News2Rule;
import dev.wardstream.clinical.rules.QsofaRule;
import dev.wardstream.clinical.rules.Rule;
import dev.wardstream.clinical.rules.RuleSet;
import dev.wardstream.clinical.scores.Component;
import dev.wardstream.clinical.vitals.Vital;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The rules in force for a patient, in the numbers of the hot path: arrays by vital and component,
 * times in milliseconds. Immutable, any thread.
 */
@SuppressWarnings("EnumOrdinal")
final class Plan {
  private static final Vital[] VITALS = Vital.values();
  static final long NEVER = -1;

  /** Minutes are counted anew after a correction, and a little is kept in reserve. */
  private static final long RESERVE_MILLIS = 120_000;

  final RuleSet rules;
  final List<Ladder> ladders;
  private final List<List<Ladder>> byVital;
  private final long[] silence = new long[VITALS.length];
  private final long[] keep = new long[VITALS.length];
  private final String[] lost = new String[VITALS.length];
  final @Nullable News2Rule news2;
  final @Nullable QsofaRule qsofa;
  final @Nullable ArtefactRule artefact;
  final @Nullable ClockSkewRule skew;
  final @Nullable DeliveryRule delivery;
  final List<FlatlineRule> flatlines;
  final ScorePlan scores;
  final long latenessMillis;
  final long futureMillis;
  final long freshMillis;
  final Set<String> families = new HashSet<>();

  Plan(RuleSet rules) {
    this.rules = rules;
    List<Ladder> all = new ArrayList<>();
    for (LeveledRule rule : rules.rules(LeveledRule.class)) {
      all.add(new Ladder(rule, all.size()));
    }
    ladders = List.copyOf(all);
    byVital = ladders(all);
    news2 = first(News2Rule.class);
    qsofa = first(QsofaRule.class);
    artefact = first(ArtefactRule.class);
    skew = first(ClockSkewRule.class);
    delivery = first(DeliveryRule.class);
    flatlines = rules.rules(FlatlineRule.class);
    scores = new ScorePlan(rules.observation());
    latenessMillis = rules.timing().lateness().toMillis();
    futureMillis = rules.timing().future().toMillis();
    freshMillis = rules.timing().freshness().toMillis();
    for (Vital vital : VITALS) {
      Duration longest = rules.silence().get(vital);
      silence[vital.ordinal()] = longest == null ? NEVER : longest.toMillis();
      lost[vital.ordinal()] = Families.signalLost(vital);
      keep[vital.ordinal()] = latenessMillis + reach(vital) + RESERVE_MILLIS;
    }
    nameFamilies();
  }

  private static List<List<Ladder>> ladders(List<Ladder> all) {
    List<List<Ladder>> byVital = new ArrayList<>();
    for (Vital vital : VITALS) {
      byVital.add(all.stream().filter(ladder -> ladder.vital == vital).toList());
    }
    return byVital;
  }

  private <R extends Rule> @Nullable R first(Class<R> kind) {
    List<R> all = rules.rules(kind);
    return all.isEmpty() ? null : all.getFirst();
  }

  private long reach(Vital vital) {
    long longest = 0;
    for (Ladder ladder : ladders) {
      boolean shock = ladder.vital == Vital.SBP && vital == Vital.HR;
      if (ladder.vital == vital || shock) {
        longest = Math.max(longest, ladder.reachMillis());
      }
    }
    return Math.max(longest, scores.windowMillis);
  }

  private void nameFamilies() {
    for (Rule rule : rules.rules()) {
      families.add(rule.family());
      switch (rule) {
        case News2Rule news -> families.add(news.incompleteFamily());
        case FlatlineRule flat -> families.add(of(flat.family(), flat.vital()));
        case DeliveryRule _ -> families.add(DeliveryRule.NOBODY_WATCHING);
        case ArtefactRule art -> {
          for (Vital vital : VITALS) {
            families.add(of(art.family(), vital));
          }
        }
        case LeveledRule _, QsofaRule _, ClockSkewRule _ -> {}
      }
    }
    rules.silence().keySet().forEach(vital -> families.add(Families.signalLost(vital)));
  }

  /** A family that exists once per series. */
  static String of(String family, Vital vital) {
    return family + ':' + vital.name();
  }

  List<Ladder> ladders(Vital vital) {
    return byVital.get(vital.ordinal());
  }

  /** S; {@link #NEVER} when the series may be silent for ever. */
  long silence(Vital vital) {
    return silence[vital.ordinal()];
  }

  /** How long samples of the vital are kept. */
  long keep(Vital vital) {
    return keep[vital.ordinal()];
  }

  String lost(Vital vital) {
    return lost[vital.ordinal()];
  }

  /** The vital a physiological family hangs on; null for scores and technical ones. */
  @Nullable Vital vitalOf(String family) {
    for (Ladder ladder : ladders) {
      if (ladder.family().equals(family)) {
        return ladder.vital;
      }
    }
    return null;
  }

  /** How scores take their inputs. */
  static final class ScorePlan {
    final long windowMillis;
    final int samples;
    final long spanMillis;
    private final long[] validity = new long[Component.values().length];
    private final boolean[] continuous = new boolean[Component.values().length];

    ScorePlan(dev.wardstream.clinical.rules.Observation observation) {
      windowMillis = observation.window().toMillis();
      samples = observation.samples();
      spanMillis = observation.span().toMillis();
      for (Component component : Component.values()) {
        Vital vital = Scores.vital(component);
        Duration valid = observation.validity().get(vital);
        validity[component.ordinal()] = valid == null ? 0 : valid.toMillis();
        continuous[component.ordinal()] = observation.continuous().contains(vital);
      }
    }

    long validity(int component) {
      return validity[component];
    }

    boolean continuous(int component) {
      return continuous[component];
    }
  }
}
