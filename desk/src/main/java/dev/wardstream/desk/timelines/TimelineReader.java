package dev.wardstream.desk.timelines;

import dev.wardstream.clinical.scenario.Scenario;
import dev.wardstream.clinical.scenario.Scenario.Measured;
import dev.wardstream.clinical.vitals.Vital;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads the timelines of a file: JSON, or YAML when its name ends in .yaml or .yml. */
public final class TimelineReader {
  private static final List<String> SCENARIO =
      List.of(
          "id",
          "title",
          "why",
          "readings",
          "actions",
          "end",
          "expected",
          "only",
          "continuous",
          "silence",
          "assoc",
          "dispositions",
          "tiers");
  private static final List<String> READING =
      List.of("arrival", "event", "vital", "value", "unit", "readingId");
  private static final List<String> VITALS = Stream.of(Vital.values()).map(Vital::name).toList();

  private final Problems problems;

  private TimelineReader(Problems problems) {
    this.problems = problems;
  }

  /** The timelines, in the order of the file. */
  public static List<Timeline> read(Path file) throws IOException, BadTimelinesException {
    return read(file.toString(), Files.readString(file));
  }

  /**
   * The timelines of a text, in its order.
   *
   * @param file what problems call it; when it ends in .yaml or .yml, it is YAML
   */
  public static List<Timeline> read(String file, String text) throws BadTimelinesException {
    var problems = new Problems(file);
    var name = file.toLowerCase(Locale.ROOT);
    var yaml = name.endsWith(".yaml") || name.endsWith(".yml");
    var tree = yaml ? YamlTree.read(text, problems) : JsonTree.read(text, problems);
    problems.check();
    var timelines =
        tree == null ? List.<Timeline>of() : new TimelineReader(problems).timelines(tree);
    problems.check();
    return timelines;
  }

  private List<Timeline> timelines(Tree tree) {
    if (!(tree instanceof Tree.Items items)) {
      problems.add(
          tree.line(), "", "the file is %s; write a list of scenarios".formatted(tree.kind()));
      return List.of();
    }
    var ids = new HashSet<String>();
    var timelines = new ArrayList<Timeline>();
    for (int i = 0; i < items.values().size(); i++) {
      var timeline = timeline(items.values().get(i), "[%d]".formatted(i), ids);
      if (timeline != null) {
        timelines.add(timeline);
      }
    }
    return timelines;
  }

  private @Nullable Timeline timeline(Tree tree, String index, Set<String> ids) {
    var numbered = Fields.of(tree, index, SCENARIO, problems);
    if (numbered == null) {
      return null;
    }
    var id = numbered.text(numbered.need("id"), "id");
    if (id == null) {
      return null;
    }
    if (!ids.add(id)) {
      numbered.wrong(numbered.line(), "id", "'%s' is there twice; rename one".formatted(id));
    }
    var fields = new Fields((Tree.Table) tree, id, problems);
    var readings = readings(fields);
    var title = fields.text(fields.find("title"), "title");
    var surroundings = new Surroundings(fields);
    var expectations = new Expectations(fields, problems);
    var scenario =
        new Scenario(
            id,
            title == null ? "" : title,
            readings,
            expectations.actions(),
            surroundings.setting(readings),
            expectations.outcome());
    return new Timeline(scenario, fields.find("expected") != null);
  }

  private List<Measured> readings(Fields scenario) {
    var readings = new ArrayList<Measured>();
    var items = scenario.items(scenario.need("readings"), "readings");
    for (int i = 0; i < items.size(); i++) {
      var reading = Fields.of(items.get(i), scenario.pathOf("readings", i), READING, problems);
      var measured = reading == null ? null : measured(reading);
      if (measured != null) {
        readings.add(measured);
      }
    }
    return readings;
  }

  private static @Nullable Measured measured(Fields reading) {
    var arrival = reading.time(reading.need("arrival"), "arrival");
    var event = reading.time(reading.need("event"), "event");
    var vital = vital(reading, reading.need("vital"), "vital");
    var value = reading.text(reading.need("value"), "value");
    var unit = reading.text(reading.find("unit"), "unit");
    var id = reading.text(reading.find("readingId"), "readingId");
    return arrival == null || event == null || vital == null || value == null
        ? null
        : new Measured(arrival, event, vital, value, unit, id);
  }

  /** A vital by its name. */
  static @Nullable Vital vital(Fields fields, @Nullable Tree tree, String name) {
    var text = fields.text(tree, name);
    if (text == null || tree == null) {
      return null;
    }
    var vital = Vital.named(text).orElse(null);
    if (vital == null) {
      fields.wrong(
          tree.line(),
          name,
          "there is no vital '%s'; %s".formatted(text, Problems.instead(text, VITALS)));
    }
    return vital;
  }
}
