package dev.wardstream.desk.timelines;

import dev.wardstream.clinical.alerts.AlertEventType;
import dev.wardstream.clinical.engine.Action;
import dev.wardstream.clinical.engine.Disposition;
import dev.wardstream.clinical.rules.Severity;
import dev.wardstream.clinical.scenario.Scenario.Acted;
import dev.wardstream.clinical.scenario.Scenario.Outcome;
import dev.wardstream.clinical.scenario.Scenario.Told;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads what people do in a scenario and what it must lead to. */
final class Expectations {
  private static final List<String> ACTION = List.of("at", "action", "family");
  private static final List<String> EVENT =
      List.of("emittedAt", "type", "family", "level", "eventTime", "note");

  private final Fields scenario;
  private final Problems problems;

  Expectations(Fields scenario, Problems problems) {
    this.scenario = scenario;
    this.problems = problems;
  }

  List<Acted> actions() {
    var actions = new ArrayList<Acted>();
    var items = scenario.items(scenario.find("actions"), "actions");
    for (int i = 0; i < items.size(); i++) {
      var action = Fields.of(items.get(i), scenario.pathOf("actions", i), ACTION, problems);
      var acted = action == null ? null : acted(action);
      if (acted != null) {
        actions.add(acted);
      }
    }
    return actions;
  }

  private static @Nullable Acted acted(Fields action) {
    var at = action.time(action.need("at"), "at");
    var kind = action.constant(action.need("action"), "action", Action.Kind.values());
    var family = action.text(action.need("family"), "family");
    return at == null || kind == null || family == null ? null : new Acted(at, kind, family);
  }

  Outcome outcome() {
    var events = new ArrayList<Told>();
    var items = scenario.items(scenario.find("expected"), "expected");
    for (int i = 0; i < items.size(); i++) {
      var event = Fields.of(items.get(i), scenario.pathOf("expected", i), EVENT, problems);
      var told = event == null ? null : told(event);
      if (told != null) {
        events.add(told);
      }
    }
    return new Outcome(events, dispositions());
  }

  private static @Nullable Told told(Fields event) {
    var emitted = event.time(event.need("emittedAt"), "emittedAt");
    var type = event.constant(event.need("type"), "type", AlertEventType.values());
    var family = event.text(event.need("family"), "family");
    var level = event.constant(event.need("level"), "level", Severity.values());
    var since = event.time(event.need("eventTime"), "eventTime");
    var note = event.text(event.find("note"), "note");
    return emitted == null || type == null || family == null || level == null || since == null
        ? null
        : new Told(emitted, type, family, level, since, notes(note == null ? "" : note));
  }

  private static Set<String> notes(String note) {
    return Arrays.stream(note.split(","))
        .map(String::strip)
        .filter(each -> !each.isEmpty())
        .collect(Collectors.toSet());
  }

  private Map<Disposition, Integer> dispositions() {
    var dispositions = new EnumMap<Disposition, Integer>(Disposition.class);
    scenario.each(
        "dispositions",
        (name, tree) -> {
          var named = new Tree.Scalar(tree.line(), name);
          var disposition = scenario.constant(named, "dispositions", Disposition.values());
          var count = scenario.count(tree, "dispositions." + name);
          if (disposition != null && count != null) {
            dispositions.put(disposition, count);
          }
        });
    return dispositions;
  }
}
