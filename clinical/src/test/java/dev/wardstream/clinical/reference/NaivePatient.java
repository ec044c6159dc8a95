package dev.wardstream.clinical.reference;

import dev.wardstream.clinical.reference.Memory.Kept;
import dev.wardstream.clinical.reference.NaiveAlerts.Due;
import dev.wardstream.clinical.reference.NaiveIntake.Judged;
import dev.wardstream.clinical.rules.RuleSet;
import dev.wardstream.clinical.vitals.Vital;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;

/** One patient by the plainest reading of the rules. */
final class NaivePatient implements Subject {
  private final Memory memory;
  private final NaiveAlerts alerts;
  private final NaiveLevels levels;
  private final NaiveScores scores;
  private final NaiveSignals signals;
  private final Set<String> seen = new HashSet<>();

  NaivePatient(String id, RuleSet rules, boolean scale2) {
    memory = new Memory(id, rules, scale2);
    alerts = new NaiveAlerts(memory);
    levels = new NaiveLevels(memory, alerts);
    scores = new NaiveScores(memory, alerts);
    signals = new NaiveSignals(memory, alerts);
  }

  @Override
  public List<String> events() {
    return alerts.events();
  }

  /** Families of open alerts. */
  List<String> open() {
    return List.copyOf(alerts.open.keySet());
  }

  @Override
  public List<String> take(Input input) {
    if (input instanceof Input.Ticked tick) {
      until(tick.at());
      return List.of();
    }
    until(input.at() - 1);
    memory.now = input.at();
    List<String> dispositions =
        switch (input) {
          case Input.Sent put -> put(put);
          case Input.Acted action -> {
            alerts.act(action);
            yield List.of();
          }
          case Input.Associated change -> {
            signals.associate(change);
            yield List.of();
          }
          case Input.Ticked _ -> List.of();
        };
    alerts.settle();
    return dispositions;
  }

  /** Fires whatever is due at or before the instant, the earliest first. */
  void until(long instant) {
    while (true) {
      List<Due> dues = new ArrayList<>();
      signals.timers(dues);
      alerts.timers(dues);
      scores.timers(dues);
      Due first =
          dues.stream()
              .filter(due -> due.at() <= instant)
              .min(
                  Comparator.comparingLong(Due::at)
                      .thenComparingLong(Due::deadline)
                      .thenComparingInt(Due::order))
              .orElse(null);
      if (first == null) {
        return;
      }
      memory.now = first.at();
      first.fire().run();
      alerts.settle();
    }
  }

  private List<String> put(Input.Sent put) {
    if (!seen.add(put.device() + " " + put.seq())) {
      return put.readings().stream().map(_ -> "DUPLICATE").toList();
    }
    List<Judged> judged = NaiveIntake.judge(put, memory.rules.timing().future().toMillis());
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < judged.size(); i++) {
      order.add(i);
    }
    order.sort(
        Comparator.<Integer>comparingLong(i -> put.readings().get(i).time())
            .thenComparing(i -> put.readings().get(i).vital()));
    String[] dispositions = new String[judged.size()];
    for (int i = 0; i < order.size(); ) {
      long time = put.readings().get(order.get(i)).time();
      Pressure pressure = null;
      for (; i < order.size() && put.readings().get(order.get(i)).time() == time; i++) {
        Judged one = judged.get(order.get(i));
        Vital vital = one.reading().vital();
        boolean inOrder = memory.of(vital).isEmpty() || time > memory.of(vital).lastKey();
        dispositions[order.get(i)] = place(put.device(), one, inOrder);
        Kept kept = one.kept();
        if (vital == Vital.SBP && kept != null && dispositions[order.get(i)].equals("ACCEPTED")) {
          pressure = new Pressure(kept, inOrder);
        }
      }
      if (pressure != null) {
        levels.shock(pressure.sample, pressure.inOrder);
      }
      scores.evaluate(time);
    }
    signals.clock(put, judged.stream().anyMatch(one -> "FUTURE".equals(one.not())));
    return List.of(dispositions);
  }

  private record Pressure(Kept sample, boolean inOrder) {}

  private String place(String device, Judged judged, boolean inOrder) {
    Vital vital = judged.reading().vital();
    Kept sample = judged.kept();
    if (sample == null) {
      if ("ARTEFACT".equals(judged.not())) {
        signals.artefact(vital, judged.reading().time());
      }
      return String.valueOf(judged.not());
    }
    NavigableMap<Long, Kept> series = memory.of(vital);
    if (!series.isEmpty()
        && sample.t() < series.lastKey() - memory.rules.timing().lateness().toMillis()) {
      return "LATE";
    }
    if (series.containsKey(sample.t())) {
      return "CONFLICT";
    }
    series.put(sample.t(), sample);
    levels.values(vital, sample, inOrder);
    signals.possible(vital, sample);
    signals.flat(vital, sample, inOrder);
    if (!judged.reading().round() || signals.isWatching(device)) {
      signals.heard(vital, sample);
    }
    scores.accepted(vital, sample, inOrder);
    return "ACCEPTED";
  }
}
