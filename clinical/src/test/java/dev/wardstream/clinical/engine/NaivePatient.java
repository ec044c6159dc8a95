package dev.wardstream.clinical.engine;

import dev.wardstream.clinical.rules.Hold;
import dev.wardstream.clinical.rules.Level;
import dev.wardstream.clinical.rules.RuleSet;
import dev.wardstream.clinical.rules.Severity;
import dev.wardstream.clinical.rules.Side;
import dev.wardstream.clinical.rules.ThresholdRule;
import dev.wardstream.clinical.vitals.Vital;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
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

/**
 * The rules once more, as slowly and plainly as possible: it keeps every sample for ever and looks
 * at all of them again for every reading. Shares only the rule records with the engine.
 */
final class NaivePatient {
  private final RuleSet rules;
  private final List<String> events = new ArrayList<>();
  private final Map<Vital, NavigableMap<Long, Kept>> samples = new TreeMap<>();
  private final Map<Level, List<Long>> transitions = new HashMap<>();
  final Map<String, Alert> alerts = new TreeMap<>();
  private final Set<Long> seen = new HashSet<>();
  private long now;

  NaivePatient(RuleSet rules) {
    this.rules = rules;
  }

  private record Kept(long t, BigDecimal value, long offset) {}

  private record Flip(ThresholdRule rule, Level level, long at, boolean on, List<Kept> run) {}

  /** An open alert. */
  static final class Alert {
    private Severity severity = Severity.NONE;
    private long episode;
    private int occurrence;
    private @Nullable BigDecimal worst;
    private boolean acked;
    private boolean high;
    private boolean silent;
    private int tier;
    private long clock = Long.MAX_VALUE;
  }

  List<String> events() {
    return events;
  }

  void put(Put put) {
    timers(put.arrival().toEpochMilli() - 1);
    now = put.arrival().toEpochMilli();
    if (seen.add(put.seq())) {
      put.readings().forEach(reading -> take(reading, put.at().offset()));
    }
  }

  void ack(String family, long at) {
    timers(at - 1);
    now = at;
    Alert alert = alerts.get(family);
    if (alert != null && !alert.acked) {
      alert.acked = true;
      alert.clock = Long.MAX_VALUE;
      tell("ACKED", family, now, "");
      if (alert.severity == Severity.NONE) {
        alerts.remove(family);
        tell("CLOSED", family, now, "");
      }
    }
  }

  private void take(Reading reading, long offset) {
    long t = reading.time().toEpochMilli();
    BigDecimal value = new BigDecimal(reading.value());
    boolean spo2 = reading.vital() == Vital.SPO2;
    BigDecimal most = BigDecimal.valueOf(spo2 ? 100 : 300);
    boolean possible = value.signum() >= (spo2 ? 1 : 0) && value.compareTo(most) <= 0;
    NavigableMap<Long, Kept> series =
        samples.computeIfAbsent(reading.vital(), _ -> new TreeMap<>());
    boolean late = !series.isEmpty() && t < series.lastKey() - rules.timing().lateness().toMillis();
    if (t > now + rules.timing().future().toMillis()
        || !possible
        || late
        || series.containsKey(t)) {
      return;
    }
    Kept kept = new Kept(t, value, offset);
    series.put(t, kept);
    Set<String> told = flips(reading.vital());
    for (ThresholdRule rule : rules.thresholds()) {
      if (rule.vital() == reading.vital()) {
        follow(rule, kept, series, told.contains(rule.family()));
      }
    }
    Duration silence = rules.silence().get(reading.vital());
    String lost = "SIGNAL_LOST:" + reading.vital();
    if (silence != null && severity(lost) != Severity.NONE && t > now - silence.toMillis()) {
      change(lost, Severity.NONE, now, false, null, " [" + offset + "]");
    }
  }

  private Set<String> flips(Vital vital) {
    List<Flip> flips = new ArrayList<>();
    Map<Level, Boolean> active = new HashMap<>();
    for (ThresholdRule rule : rules.thresholds()) {
      if (rule.vital() == vital) {
        for (Level level : rule.levels()) {
          active.put(level, transitions(level).size() % 2 == 1);
          find(rule, level, samples.getOrDefault(vital, new TreeMap<>()).values(), flips);
        }
      }
    }
    flips.sort(Comparator.comparingLong(Flip::at));
    Set<String> told = new HashSet<>();
    for (long at : new TreeSet<>(flips.stream().map(Flip::at).toList())) {
      for (ThresholdRule rule : rules.thresholds()) {
        List<Flip> group =
            flips.stream().filter(flip -> flip.at == at && flip.rule.equals(rule)).toList();
        if (!group.isEmpty()) {
          group.forEach(flip -> active.put(flip.level, flip.on));
          if (change(rule, group, active)) {
            told.add(rule.family());
          }
        }
      }
    }
    return told;
  }

  private boolean change(ThresholdRule rule, List<Flip> group, Map<Level, Boolean> active) {
    Severity severity =
        rule.levels().stream()
            .filter(level -> active.getOrDefault(level, false))
            .map(Level::severity)
            .max(Comparator.naturalOrder())
            .orElse(Severity.NONE);
    Severity before = severity(rule.family());
    if (severity == before) {
      return false;
    }
    boolean up = severity.compareTo(before) > 0;
    Flip flip =
        group.stream()
            .filter(one -> one.on == up)
            .reduce((first, second) -> up ? second : first)
            .orElseThrow();
    change(
        rule.family(),
        severity,
        flip.at,
        now - flip.at > rules.timing().freshness().toMillis(),
        flip.run.getLast().value,
        " " + flip.run.stream().map(Kept::offset).sorted().distinct().toList());
    Alert alert = alerts.get(rule.family());
    if (alert != null) {
      worsen(alert, rule, flip.run.getLast().value, before == Severity.NONE);
    }
    return true;
  }

  /** Every transition later than the last one, from all samples later than it. */
  private void find(ThresholdRule rule, Level level, Collection<Kept> samples, List<Flip> into) {
    List<Long> known = transitions(level);
    boolean more = true;
    while (more) {
      more = false;
      boolean on = known.size() % 2 == 1;
      Hold hold = on ? level.clear() : level.raise();
      long since = known.isEmpty() ? Long.MIN_VALUE : known.getLast();
      List<Long> times = new ArrayList<>();
      List<Kept> run = new ArrayList<>();
      for (Kept sample : samples) {
        long t = sample.t;
        if (t <= since) {
          continue;
        }
        boolean gap = !times.isEmpty() && t - times.getLast() > rule.maxGap().toMillis();
        boolean met = met(rule, hold, shown(sample.value), on);
        if (gap || !met) {
          times.clear();
          run.clear();
        }
        if (met) {
          times.add(t);
          run.add(sample);
        }
        if (met
            && run.size() >= hold.samples()
            && t - times.getFirst() >= hold.lasting().toMillis()) {
          into.add(new Flip(rule, level, t, !on, List.copyOf(run)));
          known.add(t);
          more = true;
          break;
        }
      }
    }
  }

  private static boolean met(ThresholdRule rule, Hold hold, BigDecimal x, boolean on) {
    int order = x.compareTo(hold.limit()) * (rule.side() == Side.LOW ? 1 : -1);
    return on ? order >= 0 : order < 0;
  }

  private void follow(
      ThresholdRule rule, Kept sample, NavigableMap<Long, Kept> series, boolean told) {
    Alert alert = alerts.get(rule.family());
    if (alert == null || alert.severity == Severity.NONE) {
      return;
    }
    long fresh = now - rules.timing().freshness().toMillis();
    if (alert.silent) {
      var first = series.ceilingEntry(Math.max(fresh, alert.episode + 1));
      if (first != null) {
        update(rule, alert, first.getValue());
      }
      return;
    }
    BigDecimal worst = alert.worst;
    if (told || worst == null || sample.t <= alert.episode) {
      return;
    }
    if (worse(rule, shown(sample.value), shown(worst)).compareTo(rule.step()) >= 0) {
      update(rule, alert, sample);
    }
  }

  private void update(ThresholdRule rule, Alert alert, Kept sample) {
    boolean retro = now - sample.t > rules.timing().freshness().toMillis();
    boolean annunciates = alert.silent && !retro;
    if (annunciates) {
      sound(alert);
    }
    worsen(alert, rule, sample.value, false);
    tell(
        "UPDATED",
        rule.family(),
        sample.t,
        (retro ? " retrospective" : "")
            + (annunciates ? " annunciated" : "")
            + " "
            + List.of(sample.offset));
  }

  private void sound(Alert alert) {
    alert.silent = false;
    alert.tier = 0;
    alert.clock = alert.acked ? Long.MAX_VALUE : now;
  }

  private static void worsen(Alert alert, ThresholdRule rule, BigDecimal value, boolean anew) {
    BigDecimal worst = alert.worst;
    if (anew || worst == null || worse(rule, shown(value), shown(worst)).signum() > 0) {
      alert.worst = value;
    }
  }

  private void change(
      String family,
      Severity severity,
      long at,
      boolean retro,
      @Nullable BigDecimal value,
      String readings) {
    Alert alert = alerts.computeIfAbsent(family, _ -> new Alert());
    Severity before = alert.severity;
    boolean up = severity.compareTo(before) > 0;
    boolean sounding = alert.clock != Long.MAX_VALUE;
    String note = retro ? " retrospective" : "";
    alert.severity = severity;
    alert.high |= severity == Severity.HIGH;
    if (up) {
      alert.acked = false;
      alert.tier = 0;
      alert.silent = retro;
      alert.clock = retro && !sounding ? Long.MAX_VALUE : now;
    }
    String type = before == Severity.NONE ? "RAISED" : up ? "ESCALATED" : "DEESCALATED";
    if (before == Severity.NONE) {
      alert.occurrence++;
      alert.episode = at;
      note += alert.occurrence > 1 ? " occurrence=" + alert.occurrence : "";
    } else if (severity == Severity.NONE) {
      type = "CLEARED";
      alert.clock = Long.MAX_VALUE;
      boolean latched = alert.high && !alert.acked;
      note += latched ? " latched" : "";
      if (!latched) {
        alerts.remove(family);
      }
    } else if (!up && alert.silent && !retro) {
      sound(alert);
      note += " annunciated";
    }
    tell(type, family, at, note + (value == null ? "" : " " + value.toPlainString()) + readings);
  }

  private record Due(long at, long deadline, int order, Runnable fire) {}

  private void due(List<Due> dues, long deadline, int order, Runnable fire) {
    dues.add(new Due(Math.max(now, deadline), deadline, order, fire));
  }

  /** Fires whatever is due until the instant, the earliest first. */
  private void timers(long until) {
    while (true) {
      List<Due> dues = new ArrayList<>();
      for (Vital vital : rules.silence().keySet()) {
        silence(vital, dues);
      }
      new TreeMap<>(alerts).forEach((family, alert) -> clocks(family, alert, dues));
      Due first =
          dues.stream()
              .filter(due -> due.at <= until)
              .min(
                  Comparator.comparingLong(Due::at)
                      .thenComparingLong(Due::deadline)
                      .thenComparingInt(Due::order))
              .orElse(null);
      if (first == null) {
        return;
      }
      now = first.at;
      first.fire.run();
    }
  }

  private void silence(Vital vital, List<Due> dues) {
    NavigableMap<Long, Kept> series = samples.get(vital);
    String family = "SIGNAL_LOST:" + vital;
    if (series != null && !series.isEmpty() && severity(family) == Severity.NONE) {
      long deadline =
          series.lastKey() + rules.silence().getOrDefault(vital, Duration.ZERO).toMillis();
      due(dues, deadline, 1, () -> change(family, Severity.MEDIUM, deadline, false, null, " []"));
    }
  }

  private void clocks(String family, Alert alert, List<Due> dues) {
    boolean high =
        alerts.entrySet().stream()
            .anyMatch(other ->
                !other.getKey().startsWith("SIGNAL_LOST")
                    && other.getValue().severity == Severity.HIGH);
    if (family.startsWith("SIGNAL_LOST") && alert.severity == Severity.MEDIUM && high) {
      long deadline = alert.episode + rules.timing().lostEscalation().toMillis();
      due(dues, deadline, 2, () -> change(family, Severity.HIGH, now, false, null, " []"));
    }
    List<Duration> waits = rules.tiers().of(alert.severity);
    if (alert.clock != Long.MAX_VALUE && alert.tier < waits.size()) {
      long deadline = alert.clock + waits.get(alert.tier).toMillis();
      due(
          dues,
          deadline,
          3,
          () -> {
            alert.tier++;
            tell("TIER_UP", family, now, " tier=" + alert.tier);
          });
    }
  }

  private void tell(String type, String family, long eventTime, String rest) {
    events.add("%d %s %s %s %d%s".formatted(now, type, family, severity(family), eventTime, rest));
  }

  private Severity severity(String family) {
    Alert alert = alerts.get(family);
    return alert == null ? Severity.NONE : alert.severity;
  }

  private List<Long> transitions(Level level) {
    return transitions.computeIfAbsent(level, _ -> new ArrayList<>());
  }

  private static BigDecimal shown(BigDecimal value) {
    return value.setScale(0, RoundingMode.HALF_UP);
  }

  private static BigDecimal worse(ThresholdRule rule, BigDecimal x, BigDecimal than) {
    BigDecimal above = x.subtract(than);
    return rule.side() == Side.LOW ? above.negate() : above;
  }
}
