package dev.wardstream.clinical.scenario;

import dev.wardstream.clinical.alerts.AlertEvent;
import dev.wardstream.clinical.alerts.AlertEventType;
import dev.wardstream.clinical.alerts.AlertInstance;
import dev.wardstream.clinical.engine.Action;
import dev.wardstream.clinical.engine.AssociationChange;
import dev.wardstream.clinical.engine.Disposition;
import dev.wardstream.clinical.engine.Engine;
import dev.wardstream.clinical.engine.Patient;
import dev.wardstream.clinical.engine.Put;
import dev.wardstream.clinical.engine.Reading;
import dev.wardstream.clinical.engine.Step;
import dev.wardstream.clinical.history.InMemoryHistory;
import dev.wardstream.clinical.history.Position;
import dev.wardstream.clinical.history.SampleHistory;
import dev.wardstream.clinical.rules.DeliveryRule;
import dev.wardstream.clinical.rules.News2Rule;
import dev.wardstream.clinical.rules.Profiles;
import dev.wardstream.clinical.rules.Rule;
import dev.wardstream.clinical.rules.RuleSet;
import dev.wardstream.clinical.rules.TierClock;
import dev.wardstream.clinical.scenario.Scenario.Acted;
import dev.wardstream.clinical.scenario.Scenario.Measured;
import dev.wardstream.clinical.scenario.Scenario.Outcome;
import dev.wardstream.clinical.scenario.Scenario.Told;
import dev.wardstream.clinical.vitals.Association;
import dev.wardstream.clinical.vitals.Associations;
import dev.wardstream.clinical.vitals.Vital;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Runs one scenario on fresh patients: one put per reading, one device, one log partition. One
 * thread owns it; a runner runs once.
 */
public final class ScenarioRunner {
  private static final String DEVICE = "device";
  private static final String NOBODY = "";
  private static final String PATIENT = "patient";

  /** Families of a timeline that does not name any, beside {@code SIGNAL_LOST:<vital>}. */
  public static final Set<String> USUAL =
      Set.of("SPO2_LOW", "HR_HIGH", "HR_LOW", "HR_RISE", "SHOCK_INDEX");

  private final Scenario scenario;
  private final Engine engine;
  private final Map<String, Patient> patients = new TreeMap<>();
  private final Map<String, SampleHistory> histories = new HashMap<>();
  private final Map<String, Long> seqById = new HashMap<>();
  private final List<AlertEvent> events = new ArrayList<>();
  private final Map<Disposition, Integer> dispositions = new EnumMap<>(Disposition.class);
  private long offset;

  private ScenarioRunner(Scenario scenario, RuleSet rules) {
    this.scenario = scenario;
    Map<Vital, Duration> silence = new HashMap<>(rules.silence());
    silence.putAll(scenario.setting().silence());
    RuleSet adjusted =
        rules
            .withSilence(silence)
            .withObservation(rules.observation().withContinuous(scenario.setting().continuous()))
            .withRules(rules.rules().stream().filter(this::configured).toList());
    engine = new Engine(scenario.setting().tiers() ? adjusted : adjusted.withTiers(TierClock.OFF));
  }

  /**
   * The built-in families that are not usual have to be asked for: the timeline of one vital is not
   * about them. A family that somebody added to a rule set is always there.
   */
  private boolean configured(Rule rule) {
    return USUAL.contains(rule.family())
        || Profiles.ADULT_CONTINUOUS.rule(rule.family()).isEmpty()
        || scenario.setting().only().stream().anyMatch(family -> concerns(family, rule));
  }

  private static boolean concerns(String family, Rule rule) {
    return family.equals(rule.family())
        || family.startsWith(rule.family() + ':')
        || (rule instanceof News2Rule news2 && family.equals(news2.incompleteFamily()))
        || (rule instanceof DeliveryRule && family.equals(DeliveryRule.NOBODY_WATCHING));
  }

  /** What the scenario leads to by these rules. */
  public static Outcome run(Scenario scenario, RuleSet rules) {
    return new ScenarioRunner(scenario, rules).run();
  }

  /** Where the outcome departs from what the scenario expects; empty when nowhere. */
  public static List<String> departures(Scenario scenario, RuleSet rules) {
    Outcome actual = run(scenario, rules);
    List<Told> expected = scenario.expected().events();
    List<String> departures = new ArrayList<>();
    for (int i = 0; i < Math.max(expected.size(), actual.events().size()); i++) {
      String want = i < expected.size() ? expected.get(i).toString() : "nothing";
      String got = i < actual.events().size() ? actual.events().get(i).toString() : "nothing";
      if (!want.equals(got)) {
        departures.add("event " + (i + 1) + ": expected " + want + ", got " + got);
      }
    }
    scenario
        .expected()
        .dispositions()
        .forEach((disposition, count) -> {
          int got = actual.dispositions().getOrDefault(disposition, 0);
          if (got != count) {
            departures.add(disposition + ": expected " + count + ", got " + got);
          }
        });
    return departures;
  }

  private Outcome run() {
    associate();
    int next = 0;
    for (Measured reading : scenario.readings()) {
      while (next < scenario.actions().size()
          && scenario.actions().get(next).at().isBefore(reading.arrival())) {
        act(scenario.actions().get(next++));
      }
      put(reading);
    }
    while (next < scenario.actions().size()) {
      act(scenario.actions().get(next++));
    }
    for (String patient : List.copyOf(patients.keySet())) {
      if (!patient.equals(NOBODY)) {
        keep(engine.tick(state(patient), end(), history(patient)));
      }
    }
    return new Outcome(compared(), dispositions);
  }

  private void associate() {
    List<Association> known = scenario.setting().associations();
    for (Association association : known) {
      String patient = association.patient();
      Instant at = known.getFirst().from();
      keep(
          engine.associate(
              state(patient), new AssociationChange(DEVICE, known, at), history(patient)));
    }
  }

  private void put(Measured measured) {
    String patient = patientOf(measured);
    long seq = ++offset;
    if (measured.id() != null) {
      seq = seqById.computeIfAbsent(measured.id(), _ -> offset);
    }
    Reading reading =
        new Reading(measured.vital(), measured.value(), measured.unit(), measured.event());
    Put put =
        new Put(DEVICE, 1, seq, measured.arrival(), new Position(0, offset), List.of(reading));
    Step step = engine.put(state(patient), put, history(patient));
    if (patient.equals(NOBODY)) {
      Disposition judged = step.dispositions().getFirst();
      boolean value = judged.compareTo(Disposition.UNASSIGNED) > 0;
      count(value ? Disposition.UNASSIGNED : judged);
    } else {
      events.addAll(step.events());
      step.dispositions().forEach(this::count);
    }
  }

  private String patientOf(Measured measured) {
    List<Association> known = scenario.setting().associations();
    return known.isEmpty()
        ? PATIENT
        : new Associations(known).at(measured.event()).map(Association::patient).orElse(NOBODY);
  }

  private void act(Acted acted) {
    int slash = acted.family().indexOf('/');
    String patient = slash < 0 ? PATIENT : acted.family().substring(0, slash);
    keep(engine.tick(state(patient), acted.at().minusMillis(1), history(patient)));
    AlertInstance alert = state(patient).alert(acted.family().substring(slash + 1));
    if (alert != null) {
      Action action = new Action(acted.kind(), alert.alertId(), "nurse", acted.at(), null);
      keep(engine.act(state(patient), action, history(patient)));
    }
  }

  private Instant end() {
    Instant given = scenario.setting().end();
    if (given != null) {
      return given;
    }
    Instant end = Instant.EPOCH;
    for (Measured reading : scenario.readings()) {
      end = reading.arrival().isAfter(end) ? reading.arrival() : end;
    }
    for (Acted acted : scenario.actions()) {
      end = acted.at().isAfter(end) ? acted.at() : end;
    }
    return end;
  }

  private List<Told> compared() {
    boolean several = !scenario.setting().associations().isEmpty();
    Set<String> only = scenario.setting().only();
    return events.stream()
        .filter(event -> only.isEmpty() || only.contains(event.family()))
        .sorted(Comparator.comparing(AlertEvent::emittedAt))
        .map(event -> told(event, several ? event.patient() + '/' : ""))
        .toList();
  }

  private static Told told(AlertEvent event, String prefix) {
    Set<String> notes = new HashSet<>();
    if (event.type() == AlertEventType.CLEARED && event.latched()) {
      notes.add("latched");
    }
    if (event.retrospective()) {
      notes.add("retrospective");
    }
    if (event.annunciated()) {
      notes.add("annunciated");
    }
    boolean scored = event.status() != null && event.family().equals("NEWS2");
    if (scored && event.by() == null && event.type() != AlertEventType.TIER_UP) {
      notes.add(("COMPLETE".equals(event.status()) ? "total=" : "min=") + event.value());
    }
    if (event.type() == AlertEventType.TIER_UP) {
      notes.add("tier=" + event.tier());
    }
    if (event.type() == AlertEventType.RAISED && event.occurrence() > 1) {
      notes.add("occurrence=" + event.occurrence());
    }
    return new Told(
        event.emittedAt(),
        event.type(),
        prefix + event.family(),
        event.severity(),
        event.eventTime(),
        notes);
  }

  private Patient state(String patient) {
    return patients.computeIfAbsent(patient, Patient::new);
  }

  private SampleHistory history(String patient) {
    return histories.computeIfAbsent(patient, _ -> new InMemoryHistory());
  }

  private void keep(Step step) {
    events.addAll(step.events());
  }

  private void count(Disposition disposition) {
    dispositions.merge(disposition, 1, Integer::sum);
  }
}
