package dev.wardstream.clinical.engine;

import dev.wardstream.clinical.alerts.AlertInstance;
import dev.wardstream.clinical.alerts.Cause;
import dev.wardstream.clinical.engine.Scores.Better;
import dev.wardstream.clinical.history.Sample;
import dev.wardstream.clinical.rules.News2Rule;
import dev.wardstream.clinical.rules.QsofaRule;
import dev.wardstream.clinical.rules.Severity;
import dev.wardstream.clinical.scores.Band;
import dev.wardstream.clinical.scores.Qsofa;
import dev.wardstream.clinical.vitals.Vital;
import java.time.Instant;
import java.util.List;

/**
 * NEWS2 and qSOFA, evaluated at τ from the values that are valid then. Points are never negative,
 * so what is known bounds the score from below: it may raise and escalate, never clear.
 */
@SuppressWarnings("EnumOrdinal")
final class Scoring {
  private static final Severity[] SEVERITIES = {
    Severity.NONE, Severity.LOW_MEDIUM, Severity.MEDIUM, Severity.HIGH
  };

  private final Shift shift;
  private final Plan.ScorePlan plan;
  private final Scores scores;

  Scoring(Shift shift) {
    this.shift = shift;
    plan = shift.plan().scores;
    scores = shift.patient().scores;
  }

  /** Takes an accepted sample as input of the scores; whether they must be evaluated. */
  static boolean feed(Shift shift, Vital vital, Sample sample, boolean inOrder) {
    int component = Scores.component(vital);
    Plan plan = shift.plan();
    if (component < 0 || (plan.news2 == null && plan.qsofa == null)) {
      return false;
    }
    if (plan.scores.continuous(component)) {
      return inOrder;
    }
    Scores scores = shift.patient().scores;
    if (sample.time() <= scores.times[component]) {
      return false;
    }
    scores.put(component, sample.time(), sample.value(), sample.at());
    return true;
  }

  /** Evaluates both scores at τ. */
  void evaluate(long tau) {
    scores.tau = tau;
    condition();
    Reckoning reckoning = Reckoning.of(scores, plan, tau, shift.binding().scale2);
    News2Rule news2 = shift.plan().news2;
    if (news2 != null) {
      news2(news2, reckoning);
    }
    QsofaRule qsofa = shift.plan().qsofa;
    if (qsofa != null) {
      qsofa(qsofa);
    }
  }

  /** Streams give the median of the trailing window, as long as it holds enough samples. */
  private void condition() {
    boolean taken = false;
    for (Conditioned input : Conditioned.ALL) {
      taken = plan.continuous(input.component()) && input.takeMedian(shift, taken);
    }
  }

  private void news2(News2Rule rule, Reckoning reckoning) {
    boolean wasComplete = scores.complete;
    scores.complete = reckoning.complete();
    int level = reckoning.band().ordinal();
    AlertInstance alert = shift.book().alert(rule.family());
    Severity now = alert == null ? Severity.NONE : alert.severity();
    int current = level(now);
    if (level > current) {
      scores.news2.forget();
      tell(rule.family(), SEVERITIES[level], reckoning, limit(reckoning.band()));
    } else if (level == current || !reckoning.complete()) {
      scores.news2.forget();
    } else if (scores.news2.lower(scores.tau, level, rule.hold().toMillis())) {
      int to = scores.news2.level;
      scores.news2.forget();
      String limit = "lower for " + rule.hold().toSeconds() + " s";
      tell(rule.family(), SEVERITIES[to], reckoning, limit);
    }
    annunciate(rule, reckoning);
    if (rule.incomplete()) {
      incomplete(rule, wasComplete, reckoning);
    }
  }

  private static int level(Severity severity) {
    return switch (severity) {
      case NONE, LOW -> 0;
      case LOW_MEDIUM -> 1;
      case MEDIUM -> 2;
      case HIGH -> 3;
    };
  }

  private static String limit(Band band) {
    return switch (band) {
      case LOW -> "< 5";
      case LOW_MEDIUM -> "a single 3";
      case MEDIUM -> ">= 5";
      case HIGH -> ">= 7";
    };
  }

  private void tell(String family, Severity severity, Reckoning reckoning, String limit) {
    shift.book().become(family, severity, reckoning.cause(shift, limit), shift.now());
  }

  /** The first fresh evaluation of an episode that was silent so far. */
  private void annunciate(News2Rule rule, Reckoning reckoning) {
    AlertInstance alert = shift.book().alert(rule.family());
    if (alert != null
        && alert.retrospective()
        && alert.severity() != Severity.NONE
        && shift.fresh(scores.tau)) {
      shift.book().update(alert, reckoning.cause(shift, alert.limit()), shift.now());
    }
  }

  /** A score that was complete has lost a component: technical, at the instant it expired. */
  private void incomplete(News2Rule rule, boolean wasComplete, Reckoning reckoning) {
    String family = rule.incompleteFamily();
    if (wasComplete && !reckoning.complete()) {
      long expiry = scores.tau;
      for (int i = 0; i < Scores.COMPONENTS; i++) {
        if (!scores.valid(i, scores.tau, plan.validity(i)) && scores.times[i] != Scores.NONE) {
          expiry = Math.min(expiry, scores.times[i] + plan.validity(i));
        }
      }
      var cause =
          Cause.technical(Instant.ofEpochMilli(expiry), null, reckoning.missing(), List.of());
      shift.book().become(family, Severity.LOW, cause, shift.now());
    } else if (reckoning.complete() && shift.book().severity(family) != Severity.NONE) {
      var cause = Cause.technical(Instant.ofEpochMilli(scores.tau), null, "complete", List.of());
      shift.book().become(family, Severity.NONE, cause, shift.now());
    }
  }

  private void qsofa(QsofaRule rule) {
    QsofaCount count = QsofaCount.of(scores, plan);
    AlertInstance alert = shift.book().alert(rule.family());
    boolean positive = count.points() >= Qsofa.POSITIVE;
    boolean active = alert != null && alert.severity() != Severity.NONE;
    Better better = scores.qsofa;
    if (positive || !active || !count.complete()) {
      better.forget();
      if (positive && !active) {
        shift
            .book()
            .become(rule.family(), rule.severity(), count.cause(shift, ">= 2"), shift.now());
      }
    } else if (better.lower(scores.tau, 0, rule.hold().toMillis())) {
      better.forget();
      String limit = "< 2 for " + rule.hold().toSeconds() + " s";
      shift.book().become(rule.family(), Severity.NONE, count.cause(shift, limit), shift.now());
    }
    AlertInstance after = shift.book().alert(rule.family());
    if (after != null
        && after.retrospective()
        && after.severity() != Severity.NONE
        && shift.fresh(scores.tau)) {
      shift.book().update(after, count.cause(shift, after.limit()), shift.now());
    }
  }
}
