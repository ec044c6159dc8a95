package dev.wardstream.clinical.reference;

import dev.wardstream.clinical.reference.Memory.Kept;
import dev.wardstream.clinical.reference.NaiveAlerts.Alert;
import dev.wardstream.clinical.reference.NaiveAlerts.Due;
import dev.wardstream.clinical.reference.NaiveAlerts.Why;
import dev.wardstream.clinical.rules.News2Rule;
import dev.wardstream.clinical.rules.Observation;
import dev.wardstream.clinical.rules.QsofaRule;
import dev.wardstream.clinical.rules.Severity;
import dev.wardstream.clinical.vitals.Vital;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** NEWS2 and qSOFA from the latest valid values. */
final class NaiveScores {
  private static final List<Vital> ALL =
      List.of(Vital.RR, Vital.SPO2, Vital.O2, Vital.SBP, Vital.HR, Vital.ACVPU, Vital.TEMP);

  private final Memory memory;
  private final NaiveAlerts alerts;
  private final Observation observation;
  private final List<News2Rule> news2Rules;
  private final List<QsofaRule> qsofaRules;
  private final Map<Vital, Component> components = new EnumMap<>(Vital.class);
  private long tau = Long.MIN_VALUE;
  private boolean pending;
  private boolean complete;
  private @Nullable Stretch news2Lower;
  private @Nullable Stretch qsofaLower;

  NaiveScores(Memory memory, NaiveAlerts alerts) {
    this.memory = memory;
    this.alerts = alerts;
    observation = memory.rules.observation();
    news2Rules = memory.rules.rules(News2Rule.class);
    qsofaRules = memory.rules.rules(QsofaRule.class);
  }

  private record Component(String code, BigDecimal value, long t) {}

  /** Consecutive evaluations that were all lower. */
  private record Stretch(long start, Severity highest) {}

  /** A sample was accepted: it may be a component, and then the scores are due. */
  void accepted(Vital vital, Kept sample, boolean inOrder) {
    Vital part = vital == Vital.PULSE ? Vital.HR : vital;
    if (!ALL.contains(part)) {
      return;
    }
    if (observation.continuous().contains(part)) {
      pending |= inOrder;
      return;
    }
    Component known = components.get(part);
    if (known == null || sample.t() > known.t) {
      components.put(part, new Component(sample.code(), sample.value(), sample.t()));
      pending = true;
    }
  }

  /** Everything of this event time has been accepted. */
  void evaluate(long t) {
    if (pending) {
      pending = false;
      tau = Math.max(tau, t);
      evaluate();
    }
  }

  void timers(List<Due> dues) {
    components.forEach((vital, component) -> {
      long expiry = expiry(vital, component);
      if (expiry > tau) {
        alerts.due(
            dues,
            expiry,
            4,
            () -> {
              tau = Math.max(tau, expiry);
              evaluate();
            });
      }
    });
  }

  private long expiry(Vital vital, Component component) {
    var validity = observation.validity().get(vital);
    return component.t + (validity == null ? 0 : validity.toMillis());
  }

  private void evaluate() {
    for (Vital vital : observation.continuous()) {
      if (vital == Vital.HR) {
        condition(Vital.HR, Vital.PULSE);
      }
      condition(vital, vital);
    }
    news2Rules.forEach(this::news2);
    qsofaRules.forEach(this::qsofa);
  }

  /** On a tie the heart rate, which is looked at last, counts. */
  private void condition(Vital part, Vital vital) {
    List<Kept> window =
        new ArrayList<>(
            memory
                .of(vital)
                .subMap(tau - observation.window().toMillis(), false, tau, true)
                .values());
    if (window.size() < observation.samples()
        || window.getLast().t() - window.getFirst().t() < observation.span().toMillis()) {
      return;
    }
    long newest = window.getLast().t();
    Component known = components.get(part);
    if (known != null && known.t > newest) {
      return;
    }
    List<BigDecimal> sorted = window.stream().map(Kept::value).sorted().toList();
    BigDecimal upper = sorted.get(sorted.size() / 2);
    BigDecimal lower = sorted.get((sorted.size() - 1) / 2);
    BigDecimal median = upper.add(lower).divide(BigDecimal.TWO);
    components.put(part, new Component("", median, newest));
  }

  private @Nullable Component valid(Vital vital) {
    Component component = components.get(vital);
    return component != null && tau < expiry(vital, component) ? component : null;
  }

  /** Points of a component; null when they are not known. */
  private @Nullable Integer points(Vital vital) {
    Component component = valid(vital);
    if (component == null) {
      return null;
    }
    if (vital == Vital.O2) {
      return component.code.equals("true") ? 2 : 0;
    }
    if (vital == Vital.ACVPU) {
      return component.code.equals("A") ? 0 : 3;
    }
    BigDecimal charted = charted(vital, component);
    if (vital != Vital.SPO2) {
      return Chart.points(vital.name(), charted);
    }
    if (!memory.scale2) {
      return Chart.points("SPO2 scale 1", charted);
    }
    Component oxygen = valid(Vital.O2);
    if (oxygen == null) {
      int least = Chart.points("SPO2 air", charted);
      return least == Chart.points("SPO2 oxygen", charted) ? least : null;
    }
    return Chart.points(oxygen.code.equals("true") ? "SPO2 oxygen" : "SPO2 air", charted);
  }

  private static BigDecimal charted(Vital vital, Component component) {
    return component.value.setScale(vital == Vital.TEMP ? 1 : 0, RoundingMode.HALF_UP);
  }

  private void news2(News2Rule rule) {
    int total = 0;
    boolean red = false;
    boolean known = true;
    for (Vital vital : ALL) {
      Integer points = points(vital);
      known &= valid(vital) != null;
      total += points == null ? 0 : points;
      red |= points != null && points == 3;
    }
    Severity level =
        total >= 7
            ? Severity.HIGH
            : total >= 5 ? Severity.MEDIUM : red ? Severity.LOW_MEDIUM : Severity.NONE;
    Severity current = alerts.severity(rule.family());
    boolean lower = known && level.compareTo(current) < 0;
    news2Lower = lower ? longer(news2Lower, level) : null;
    boolean told = false;
    if (level.compareTo(current) > 0) {
      told = become(rule.family(), level, total);
    } else if (held(news2Lower, rule.hold().toMillis()) && news2Lower != null) {
      told = become(rule.family(), news2Lower.highest, total);
      news2Lower = null;
    }
    annunciate(rule.family(), total, told);
    if (rule.incomplete()) {
      incomplete(rule, known);
    }
    complete = known;
  }

  private void incomplete(News2Rule rule, boolean known) {
    if (known) {
      alerts.become(rule.incompleteFamily(), Severity.NONE, new Why(tau, false, ""));
    } else if (complete) {
      long earliest = Long.MAX_VALUE;
      for (Vital vital : ALL) {
        Component component = components.get(vital);
        if (component != null && valid(vital) == null) {
          earliest = Math.min(earliest, expiry(vital, component));
        }
      }
      alerts.become(rule.incompleteFamily(), Severity.LOW, new Why(earliest, false, ""));
    }
  }

  private void qsofa(QsofaRule rule) {
    int met = 0;
    boolean known = true;
    for (Vital vital : List.of(Vital.RR, Vital.SBP, Vital.ACVPU)) {
      Component component = valid(vital);
      known &= component != null;
      met += component != null && criterion(vital, component) ? 1 : 0;
    }
    boolean active = alerts.severity(rule.family()) != Severity.NONE;
    qsofaLower = active && known && met < 2 ? longer(qsofaLower, Severity.NONE) : null;
    boolean told = false;
    if (!active && met >= 2) {
      told = become(rule.family(), rule.severity(), met);
    } else if (held(qsofaLower, rule.hold().toMillis())) {
      told = become(rule.family(), Severity.NONE, met);
      qsofaLower = null;
    }
    annunciate(rule.family(), met, told);
  }

  private static boolean criterion(Vital vital, Component component) {
    return switch (vital) {
      case RR -> charted(vital, component).intValueExact() >= 22;
      case SBP -> charted(vital, component).intValueExact() <= 100;
      default -> !component.code.equals("A");
    };
  }

  private Stretch longer(@Nullable Stretch stretch, Severity level) {
    if (stretch == null) {
      return new Stretch(tau, level);
    }
    return new Stretch(
        stretch.start, level.compareTo(stretch.highest) > 0 ? level : stretch.highest);
  }

  private boolean held(@Nullable Stretch stretch, long hold) {
    return stretch != null && tau - stretch.start >= hold;
  }

  private boolean become(String family, Severity severity, int score) {
    return alerts.become(family, severity, why(score));
  }

  private void annunciate(String family, int score, boolean told) {
    Alert alert = alerts.open.get(family);
    if (!told && alert != null && alert.silent && alert.severity != Severity.NONE) {
      if (!memory.retrospective(tau)) {
        alerts.update(family, why(score));
      }
    }
  }

  private Why why(int score) {
    return new Why(tau, memory.retrospective(tau), " " + score);
  }
}
