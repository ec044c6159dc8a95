package dev.wardstream.cli.evaluate;

import dev.wardstream.cli.evaluate.cohort.Moment;
import dev.wardstream.cli.evaluate.cohort.Stay;
import dev.wardstream.cli.evaluate.cohort.Value;
import dev.wardstream.cli.evaluate.figures.Alert;
import dev.wardstream.cli.evaluate.figures.Chart;
import dev.wardstream.cli.evaluate.figures.Stretch;
import dev.wardstream.cli.evaluate.figures.Verdict;
import dev.wardstream.clinical.alerts.AlertEvent;
import dev.wardstream.clinical.engine.Engine;
import dev.wardstream.clinical.engine.Patient;
import dev.wardstream.clinical.engine.Put;
import dev.wardstream.clinical.engine.Reading;
import dev.wardstream.clinical.engine.Step;
import dev.wardstream.clinical.history.InMemoryHistory;
import dev.wardstream.clinical.history.Position;
import dev.wardstream.clinical.rules.Care;
import dev.wardstream.clinical.rules.RuleSet;
import dev.wardstream.clinical.rules.Severity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Takes stays through the engine, the only place that does. The clock is virtual: a value arrives
 * when it was measured, timers fire at their exact deadlines, and nobody ever acknowledges.
 * Immutable; one object serves all threads.
 */
final class Course {
  private final Engine engine;
  private final Predicate<String> wanted;

  /**
   * A course.
   *
   * @param technical whether signals that are not values count: silence, artefacts and the like
   * @param wanted which families are looked at
   */
  Course(RuleSet rules, boolean technical, Predicate<String> wanted) {
    engine = new Engine(RuleSets.recorded(rules, technical));
    this.wanted =
        wanted.and(RuleSets::recorded).and(family -> technical || !RuleSets.technical(family));
  }

  /** From the first value to the end of the watch. */
  Chart follow(Stay stay) {
    var followed = new Followed(stay);
    stay.moments().forEach(followed::put);
    followed.end();
    return followed.chart();
  }

  /** One stay on its way. One thread owns it. */
  private final class Followed {
    private final InMemoryHistory history = new InMemoryHistory();
    private final Map<String, Stretch> open = new TreeMap<>();
    private final List<Alert> alerts = new ArrayList<>();
    private final List<Stretch> stretches = new ArrayList<>();
    private final Map<Verdict, Integer> verdicts = new HashMap<>();
    private final Instant end;
    private final Patient patient;
    private long puts;

    Followed(Stay stay) {
      patient = new Patient(stay.id());
      end = stay.end();
      var care = new Care(null, null, stay.ageYears(), false, false, List.of());
      engine.care(patient, care, Instant.ofEpochMilli(stay.watched().getFirst().from()), history);
    }

    void put(Moment moment) {
      var at = moment.at();
      var readings = new ArrayList<Reading>(moment.values().size());
      for (Value value : moment.values()) {
        readings.add(new Reading(value.vital(), value.text(), null, at));
      }
      puts++;
      var put = new Put(moment.device(), 1, puts, at, new Position(0, puts), readings);
      var step = engine.put(patient, put, history);
      for (var i = 0; i < readings.size(); i++) {
        var verdict = new Verdict(readings.get(i).vital(), step.dispositions().get(i).name());
        verdicts.merge(verdict, 1, Integer::sum);
      }
      keep(step);
    }

    /** What is due until the end of the watch still happens; what is in alarm then, stays so. */
    void end() {
      keep(engine.tick(patient, end, history));
      open.values().forEach(stretch -> close(stretch, Stretch.OPEN));
      open.clear();
    }

    private void keep(Step step) {
      for (AlertEvent event : step.events()) {
        if (wanted.test(event.family())) {
          keep(event);
        }
      }
    }

    private void keep(AlertEvent event) {
      var at = event.emittedAt().toEpochMilli();
      switch (event.type()) {
        case RAISED, ESCALATED -> {
          if (!event.retrospective()) {
            alerts.add(new Alert(at, event.family(), event.severity()));
          }
          become(event.family(), event.severity(), at);
        }
        case UPDATED -> {
          if (event.annunciated()) {
            alerts.add(new Alert(at, event.family(), event.severity()));
          }
        }
        case DEESCALATED, CLEARED -> become(event.family(), event.severity(), at);
        case ACKED, CLOSED, TIER_UP, PAUSED, RESUMED, ALARM_OFF, ALARM_ON -> {}
        case DELIVERED, SEEN, COMMENTED -> {}
      }
    }

    private void become(String family, Severity severity, long at) {
      var before = open.remove(family);
      if (before != null) {
        close(before, at);
      }
      if (severity != Severity.NONE) {
        open.put(family, new Stretch(family, severity, at, at));
      }
    }

    private void close(Stretch stretch, long to) {
      if (to > stretch.from()) {
        stretches.add(new Stretch(stretch.family(), stretch.severity(), stretch.from(), to));
      }
    }

    Chart chart() {
      return new Chart(alerts, stretches, verdicts);
    }
  }
}
