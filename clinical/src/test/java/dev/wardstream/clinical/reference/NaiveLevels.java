package dev.wardstream.clinical.reference;

import dev.wardstream.clinical.reference.Memory.Kept;
import dev.wardstream.clinical.reference.NaiveAlerts.Alert;
import dev.wardstream.clinical.reference.NaiveAlerts.Why;
import dev.wardstream.clinical.rules.Hold;
import dev.wardstream.clinical.rules.Level;
import dev.wardstream.clinical.rules.LeveledRule;
import dev.wardstream.clinical.rules.RateRule;
import dev.wardstream.clinical.rules.Severity;
import dev.wardstream.clinical.rules.ShockIndexRule;
import dev.wardstream.clinical.rules.Side;
import dev.wardstream.clinical.vitals.Vital;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Thresholds, rates and the shock index: all runs are looked for again for every sample. */
final class NaiveLevels {
  private final Memory memory;
  private final NaiveAlerts alerts;
  private final Map<String, List<Machine>> machines = new HashMap<>();
  private final List<LeveledRule> rules;

  NaiveLevels(Memory memory, NaiveAlerts alerts) {
    this.memory = memory;
    this.alerts = alerts;
    rules = memory.rules.rules(LeveledRule.class);
    for (LeveledRule rule : rules) {
      machines.put(
          rule.family(), rule.levels().stream().map(level -> new Machine(rule, level)).toList());
    }
  }

  /**
   * What a sample was to a machine when it was evaluated: {@code top / bottom} meets the limit.
   *
   * @param top null when there is nothing to compare
   */
  private record Mark(Kept sample, @Nullable BigDecimal top, BigDecimal bottom) {}

  /** One level of one family. */
  private static final class Machine {
    private final LeveledRule rule;
    private final Level level;
    private final List<Long> transitions = new ArrayList<>();
    private final NavigableMap<Long, Mark> marks = new TreeMap<>();

    Machine(LeveledRule rule, Level level) {
      this.rule = rule;
      this.level = level;
    }

    boolean active() {
      return transitions.size() % 2 == 1;
    }

    long since() {
      return transitions.isEmpty() ? Long.MIN_VALUE : transitions.getLast();
    }
  }

  private record Flip(Machine machine, boolean on, List<Mark> run) {
    long at() {
      return run.getLast().sample.t();
    }
  }

  /** The value rules of a vital, for one accepted sample. */
  void values(Vital vital, Kept sample, boolean inOrder) {
    evaluate(
        rules.stream()
            .filter(rule -> rule.vital() == vital && !(rule instanceof ShockIndexRule))
            .toList(),
        sample,
        inOrder);
  }

  /** The shock index, for one accepted systolic pressure. */
  void shock(Kept sample, boolean inOrder) {
    rules.stream()
        .filter(ShockIndexRule.class::isInstance)
        .forEach(rule -> evaluate(List.of(rule), sample, inOrder));
  }

  private void evaluate(List<LeveledRule> by, Kept sample, boolean inOrder) {
    List<Flip> flips = new ArrayList<>();
    Map<Machine, Boolean> active = new HashMap<>();
    for (LeveledRule rule : by) {
      for (Machine machine : machines.getOrDefault(rule.family(), List.of())) {
        active.put(machine, machine.active());
        mark(machine, sample, inOrder);
        find(machine, flips);
      }
    }
    Set<String> told = new HashSet<>();
    for (long at : new TreeSet<>(flips.stream().map(Flip::at).toList())) {
      for (LeveledRule rule : by) {
        List<Flip> group =
            flips.stream()
                .filter(flip -> flip.at() == at && flip.machine.rule.equals(rule))
                .toList();
        group.forEach(flip -> active.put(flip.machine, flip.on));
        if (!group.isEmpty() && change(rule, group, active)) {
          told.add(rule.family());
        }
      }
    }
    by.forEach(rule -> follow(rule, sample, inOrder, told.contains(rule.family())));
  }

  private void mark(Machine machine, Kept sample, boolean inOrder) {
    if (inOrder) {
      mark(machine, sample);
    } else if (sample.t() > machine.since()) {
      long newest = memory.of(machine.rule.vital()).lastKey();
      long settled =
          newest - memory.rules.timing().lateness().toMillis() - longestRun(machine.rule);
      machine.marks.headMap(settled, false).clear();
      memory
          .of(machine.rule.vital())
          .tailMap(Math.max(settled, machine.since() + 1), true)
          .values()
          .forEach(later -> mark(machine, later));
    }
  }

  /** A run longer than this has fired: it has its samples, and it has lasted. */
  private static long longestRun(LeveledRule rule) {
    long longest = 0;
    for (Level level : rule.levels()) {
      for (Hold hold : List.of(level.raise(), level.clear())) {
        long lasting = hold.lasting().toMillis();
        long gap = rule.maxGap().toMillis();
        boolean one = hold.samples() == 1 && lasting == 0;
        long run = one ? 0 : Math.max(lasting, hold.samples() * gap) + gap;
        longest = Math.max(longest, run);
      }
    }
    return longest;
  }

  private void mark(Machine machine, Kept sample) {
    Mark mark = look(machine.rule, sample);
    if (mark != null) {
      machine.marks.put(sample.t(), mark);
    }
  }

  /** What the sample is to the rule by all that is known now; null: nothing at all. */
  private @Nullable Mark look(LeveledRule rule, Kept sample) {
    if (rule instanceof RateRule rate) {
      return new Mark(sample, distance(rate, sample), BigDecimal.ONE);
    }
    if (rule instanceof ShockIndexRule index) {
      var newest = memory.of(Vital.HR).floorEntry(sample.t());
      return newest == null
              || sample.t() - newest.getKey() > index.maxAge().toMillis()
              || forgotten(newest.getKey(), index.maxAge().toMillis())
          ? null
          : new Mark(sample, newest.getValue().shown(), sample.shown());
    }
    return new Mark(sample, sample.shown(), BigDecimal.ONE);
  }

  /** So old that no pressure within the lateness of the heart rates could ask for it. */
  private boolean forgotten(long rateAt, long maxAge) {
    long newest = memory.of(Vital.HR).lastKey();
    return rateAt < newest - memory.rules.timing().lateness().toMillis() - maxAge;
  }

  private @Nullable BigDecimal distance(RateRule rate, Kept sample) {
    BigDecimal most = null;
    for (Kept other :
        memory
            .of(rate.vital())
            .subMap(
                sample.t() - rate.window().toMillis(),
                true,
                sample.t() - rate.minAge().toMillis(),
                true)
            .values()) {
      BigDecimal up = sample.shown().subtract(other.shown());
      BigDecimal distance = rate.side() == Side.HIGH ? up : up.negate();
      most = most == null || distance.compareTo(most) > 0 ? distance : most;
    }
    return most;
  }

  /** Every transition later than the last one, from all samples later than it. */
  private static void find(Machine machine, List<Flip> into) {
    boolean more = true;
    while (more) {
      more = false;
      boolean on = machine.active();
      Hold hold = on ? machine.level.clear() : machine.level.raise();
      List<Mark> run = new ArrayList<>();
      for (Mark mark : machine.marks.tailMap(machine.since(), false).values()) {
        long t = mark.sample.t();
        boolean met = met(machine.rule, hold.limit(), mark, on);
        long gap = machine.rule.maxGap().toMillis();
        if (!met || (!run.isEmpty() && t - run.getLast().sample.t() > gap)) {
          run.clear();
        }
        if (met) {
          run.add(mark);
        }
        if (met
            && run.size() >= hold.samples()
            && t - run.getFirst().sample.t() >= hold.lasting().toMillis()) {
          into.add(new Flip(machine, !on, List.copyOf(run)));
          machine.transitions.add(t);
          more = true;
          break;
        }
      }
    }
  }

  private static boolean met(LeveledRule rule, BigDecimal limit, Mark mark, boolean on) {
    if (mark.top == null) {
      return false;
    }
    int order = mark.top.compareTo(limit.multiply(mark.bottom));
    int bad = low(rule) ? -order : order;
    return on ? bad <= 0 : bad > 0;
  }

  private static boolean low(LeveledRule rule) {
    return rule.side() == Side.LOW && !(rule instanceof RateRule);
  }

  private boolean change(LeveledRule rule, List<Flip> group, Map<Machine, Boolean> active) {
    Severity severity =
        machines.getOrDefault(rule.family(), List.of()).stream()
            .filter(machine -> active.getOrDefault(machine, false))
            .map(machine -> machine.level.severity())
            .max(Comparator.naturalOrder())
            .orElse(Severity.NONE);
    Severity before = alerts.severity(rule.family());
    if (severity == before) {
      return false;
    }
    boolean up = severity.compareTo(before) > 0;
    List<Flip> same = group.stream().filter(one -> one.on == up).toList();
    Flip flip = up ? same.getLast() : same.getFirst();
    Level level = flip.machine.level;
    alerts.become(
        rule.family(),
        severity,
        why(rule, flip.run, limit(rule, (up ? level.raise() : level.clear()).limit(), up)));
    Alert alert = alerts.open.get(rule.family());
    if (alert != null) {
      worsen(alert, rule, flip.run.getLast().sample.value(), before == Severity.NONE);
    }
    return true;
  }

  private Why why(LeveledRule rule, List<Mark> run, String limit) {
    Mark last = run.getLast();
    String rest = " " + value(rule, last) + " " + limit;
    if (!(rule instanceof ShockIndexRule)) {
      rest += " " + run.stream().map(mark -> mark.sample.offset()).sorted().distinct().toList();
    }
    return new Why(last.sample.t(), memory.retrospective(last.sample.t()), rest);
  }

  private static String value(LeveledRule rule, Mark mark) {
    BigDecimal top = mark.top;
    if (top == null) {
      return "-";
    }
    return switch (rule) {
      case RateRule _ -> plain(top);
      case ShockIndexRule _ -> plain(top.divide(mark.bottom, 3, RoundingMode.HALF_UP));
      default -> plain(mark.sample.value());
    };
  }

  static String plain(BigDecimal value) {
    return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
  }

  private static String limit(LeveledRule rule, BigDecimal limit, boolean raise) {
    String sign = low(rule) == raise ? (raise ? "<" : "<=") : raise ? ">" : ">=";
    String window = rule instanceof RateRule rate ? " in " + rate.window().toSeconds() + " s" : "";
    return sign + " " + limit.toPlainString() + window;
  }

  /** UPDATED: the first fresh sample of a silent episode, or a new worst value by a step. */
  private void follow(LeveledRule rule, Kept sample, boolean inOrder, boolean told) {
    Alert alert = alerts.open.get(rule.family());
    if (alert == null || alert.severity == Severity.NONE) {
      return;
    }
    if (alert.silent) {
      long fresh = memory.now - memory.rules.timing().freshness().toMillis();
      long from = Math.max(fresh, inOrder ? sample.t() : alert.episode + 1);
      for (Kept kept : memory.of(rule.vital()).tailMap(from, true).values()) {
        Mark mark = look(rule, kept);
        if (mark != null) {
          update(rule, alert, mark);
          return;
        }
      }
      return;
    }
    BigDecimal worst = alert.worst;
    BigDecimal step = rule.step();
    if (told || worst == null || step == null || sample.t() <= alert.episode) {
      return;
    }
    Mark mark = look(rule, sample);
    if (mark != null && worse(rule, sample.value(), worst).compareTo(step) >= 0) {
      update(rule, alert, mark);
    }
  }

  private void update(LeveledRule rule, Alert alert, Mark mark) {
    worsen(alert, rule, mark.sample.value(), false);
    BigDecimal limit = rule.level(alert.severity).orElseThrow().raise().limit();
    alerts.update(rule.family(), why(rule, List.of(mark), limit(rule, limit, true)));
  }

  private static void worsen(Alert alert, LeveledRule rule, BigDecimal value, boolean anew) {
    BigDecimal worst = alert.worst;
    if (anew || worst == null || worse(rule, value, worst).signum() > 0) {
      alert.worst = value;
    }
  }

  /** How much further beyond the limit, as a monitor shows both. */
  private static BigDecimal worse(LeveledRule rule, BigDecimal value, BigDecimal than) {
    int places = rule.vital() == Vital.TEMP ? 1 : 0;
    BigDecimal above =
        value
            .setScale(places, RoundingMode.HALF_UP)
            .subtract(than.setScale(places, RoundingMode.HALF_UP));
    return low(rule) ? above.negate() : above;
  }
}
