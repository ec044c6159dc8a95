package dev.wardstream.clinical.reference;

import dev.wardstream.clinical.reference.Memory.Kept;
import dev.wardstream.clinical.reference.NaiveAlerts.Due;
import dev.wardstream.clinical.reference.NaiveAlerts.Why;
import dev.wardstream.clinical.rules.ArtefactRule;
import dev.wardstream.clinical.rules.ClockSkewRule;
import dev.wardstream.clinical.rules.FlatlineRule;
import dev.wardstream.clinical.rules.Severity;
import dev.wardstream.clinical.vitals.Association;
import dev.wardstream.clinical.vitals.Vital;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is wrong with sensors and devices: silence, flat lines, artefacts, clocks. */
final class NaiveSignals {
  private final Memory memory;
  private final NaiveAlerts alerts;
  private final List<ArtefactRule> artefactRules;
  private final List<FlatlineRule> flatlineRules;
  private final List<ClockSkewRule> clockRules;
  private final Map<Vital, List<Long>> artefacts = new EnumMap<>(Vital.class);
  private final Map<Vital, Long> heard = new EnumMap<>(Vital.class);
  private final Set<String> skewed = new HashSet<>();
  private final List<Watch> watches = new ArrayList<>();
  private boolean associated;

  NaiveSignals(Memory memory, NaiveAlerts alerts) {
    this.memory = memory;
    this.alerts = alerts;
    artefactRules = memory.rules.rules(ArtefactRule.class);
    flatlineRules = memory.rules.rules(FlatlineRule.class);
    clockRules = memory.rules.rules(ClockSkewRule.class);
  }

  private record Watch(String device, Association interval) {
    long from() {
      return interval.from().toEpochMilli();
    }

    long to() {
      var to = interval.to();
      return to == null ? Long.MAX_VALUE : to.toEpochMilli();
    }
  }

  /** A device measures, or no longer measures, this patient. */
  void associate(Input.Associated change) {
    List<Watch> mine =
        change.intervals().stream()
            .filter(interval -> interval.patient().equals(memory.patient))
            .map(interval -> new Watch(change.device(), interval))
            .toList();
    associated |= !mine.isEmpty();
    if (associated) {
      watches.removeIf(watch -> watch.device.equals(change.device()));
      watches.addAll(mine);
      forgetEnded();
    }
  }

  private void forgetEnded() {
    watches.removeIf(watch -> watch.to() <= memory.now);
    if (watches.stream().noneMatch(watch -> watch.from() <= memory.now)) {
      for (String family : List.copyOf(alerts.open.keySet())) {
        if (family.startsWith("SIGNAL_LOST:")) {
          alerts.become(family, Severity.NONE, new Why(memory.now, false, ""));
        }
      }
    }
  }

  void timers(List<Due> dues) {
    for (Watch watch : watches) {
      if (watch.to() != Long.MAX_VALUE) {
        alerts.due(dues, watch.to(), 0, this::forgetEnded);
      }
    }
    memory
        .rules
        .silence()
        .forEach((vital, silence) -> {
          Long reference = reference(vital);
          String family = "SIGNAL_LOST:" + vital;
          if (reference != null && alerts.severity(family) == Severity.NONE) {
            long deadline = reference + silence.toMillis();
            Why why = new Why(deadline, false, "");
            alerts.due(dues, deadline, 1, () -> alerts.become(family, Severity.MEDIUM, why));
          }
        });
  }

  /** Since when a silence counts; null: it does not. */
  private @Nullable Long reference(Vital vital) {
    Long newest = heard.get(vital);
    if (!associated) {
      return newest;
    }
    return watches.stream()
        .filter(watch ->
            watch.interval.expects().contains(vital) || (newest != null && newest >= watch.from()))
        .map(watch -> newest == null ? watch.from() : Math.max(newest, watch.from()))
        .min(Long::compare)
        .orElse(null);
  }

  boolean isWatching(String device) {
    return watches.stream().anyMatch(watch -> watch.device.equals(device));
  }

  /** An accepted sample of a sensor: it lives. */
  void heard(Vital vital, Kept sample) {
    heard.merge(vital, sample.t(), Math::max);
    Duration silence = memory.rules.silence().get(vital);
    if (silence != null && sample.t() > memory.now - silence.toMillis()) {
      clear("SIGNAL_LOST:" + vital, memory.now);
    }
  }

  /** An accepted sample: artefacts are over. */
  void possible(Vital vital, Kept sample) {
    artefacts.remove(vital);
    for (ArtefactRule rule : artefactRules) {
      clear(rule.family() + ":" + vital, sample.t());
    }
  }

  void artefact(Vital vital, long t) {
    List<Long> row = artefacts.computeIfAbsent(vital, _ -> new ArrayList<>());
    row.add(t);
    for (ArtefactRule rule : artefactRules) {
      boolean lasting = row.size() > 1 && t - row.getFirst() >= rule.lasting().toMillis();
      if (row.size() >= rule.samples() || lasting) {
        String family = rule.family() + ":" + vital;
        if (alerts.severity(family) == Severity.NONE) {
          alerts.become(family, Severity.LOW, new Why(Math.min(t, memory.now), false, ""));
        }
      }
    }
  }

  /** The clock of a device is judged by each of its puts. */
  void clock(Input.Sent put, boolean future) {
    for (ClockSkewRule rule : clockRules) {
      if (future) {
        skewed.add(put.device());
        alerts.become(rule.family(), Severity.LOW, new Why(memory.now, false, ""));
      } else if (!put.readings().isEmpty()) {
        skewed.remove(put.device());
        if (skewed.isEmpty()) {
          clear(rule.family(), memory.now);
        }
      }
    }
  }

  /** The trailing run of one displayed value, counted from all samples. */
  void flat(Vital vital, Kept sample, boolean inOrder) {
    for (FlatlineRule rule : flatlineRules) {
      if (rule.vital() == vital) {
        flat(rule, sample, inOrder);
      }
    }
  }

  private void flat(FlatlineRule rule, Kept sample, boolean inOrder) {
    String family = rule.family() + ":" + rule.vital();
    var newest = memory.of(rule.vital()).lastEntry().getValue();
    if (alerts.severity(family) != Severity.NONE) {
      var before = memory.of(rule.vital()).lowerEntry(sample.t());
      boolean other = before == null || before.getValue().shown().compareTo(sample.shown()) != 0;
      if (inOrder && other) {
        clear(family, sample.t());
      }
      return;
    }
    int count = 0;
    long start = newest.t();
    for (Kept kept : memory.of(rule.vital()).descendingMap().values()) {
      boolean same = kept.shown().compareTo(newest.shown()) == 0;
      if (!same || start - kept.t() > rule.maxGap().toMillis()) {
        break;
      }
      count++;
      start = kept.t();
    }
    if (count >= rule.samples() && newest.t() - start >= rule.lasting().toMillis()) {
      alerts.become(family, Severity.LOW, new Why(newest.t(), false, ""));
    }
  }

  private void clear(String family, long at) {
    if (alerts.severity(family) != Severity.NONE) {
      alerts.become(family, Severity.NONE, new Why(at, false, ""));
    }
  }
}
