package dev.wardstream.desk.timelines;

import dev.wardstream.clinical.scenario.Scenario.Measured;
import dev.wardstream.clinical.scenario.Scenario.Setting;
import dev.wardstream.clinical.vitals.Association;
import dev.wardstream.clinical.vitals.Vital;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads what of a scenario differs from the ordinary. */
final class Surroundings {
  private static final String STAY = "write [patient, from, to], to being null while it lasts";

  private final Fields scenario;

  Surroundings(Fields scenario) {
    this.scenario = scenario;
  }

  Setting setting(List<Measured> readings) {
    Set<Vital> measured = readings.stream().map(Measured::vital).collect(Collectors.toSet());
    return new Setting(
        only(),
        silence(),
        associations(measured),
        continuous(),
        scenario.flag("tiers"),
        scenario.time(scenario.find("end"), "end"));
  }

  /** Vitals whose NEWS2 input is the trailing median. */
  private Set<Vital> continuous() {
    var vitals = EnumSet.noneOf(Vital.class);
    for (var tree : scenario.items(scenario.find("continuous"), "continuous")) {
      var vital = TimelineReader.vital(scenario, tree, "continuous");
      if (vital != null) {
        vitals.add(vital);
      }
    }
    return vitals;
  }

  private Set<String> only() {
    var families = new HashSet<String>();
    for (var tree : scenario.items(scenario.find("only"), "only")) {
      var family = scenario.text(tree, "only");
      if (family != null) {
        families.add(family);
      }
    }
    return families;
  }

  private Map<Vital, Duration> silence() {
    var silence = new EnumMap<Vital, Duration>(Vital.class);
    scenario.each(
        "silence",
        (name, limit) -> {
          var vital =
              TimelineReader.vital(scenario, new Tree.Scalar(limit.line(), name), "silence");
          var seconds = scenario.duration(limit, "silence." + name);
          if (seconds != null && !seconds.isPositive()) {
            scenario.wrong(limit.line(), "silence." + name, "must be more than 0 seconds");
          } else if (vital != null && seconds != null) {
            silence.put(vital, seconds);
          }
        });
    return silence;
  }

  private List<Association> associations(Set<Vital> measured) {
    var associations = new ArrayList<Association>();
    var stays = scenario.items(scenario.find("assoc"), "assoc");
    for (int i = 0; i < stays.size(); i++) {
      var association = association(stays.get(i), "assoc[%d]".formatted(i), measured);
      if (association != null) {
        associations.add(association);
      }
    }
    return associations;
  }

  private @Nullable Association association(Tree stay, String name, Set<Vital> measured) {
    var parts = scenario.items(stay, name);
    if (parts.size() < 2 || parts.size() > 3) {
      scenario.wrong(stay.line(), name, "has %d parts; %s".formatted(parts.size(), STAY));
      return null;
    }
    var patient = scenario.text(parts.get(0), name);
    var from = scenario.time(parts.get(1), name);
    var last = parts.size() == 3 ? parts.get(2) : new Tree.Nothing(stay.line());
    var to = last instanceof Tree.Nothing ? null : scenario.time(last, name);
    if (patient == null || from == null) {
      return null;
    }
    if (to != null && to.isBefore(from)) {
      scenario.wrong(stay.line(), name, "ends before it begins; " + STAY);
      return null;
    }
    return new Association(patient, from, to, measured);
  }
}
