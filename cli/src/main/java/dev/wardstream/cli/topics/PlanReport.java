package dev.wardstream.cli.topics;

import dev.wardstream.schemas.Topic;
import dev.wardstream.schemas.catalogue.Plan;
import dev.wardstream.schemas.catalogue.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** How the catalogue and a plan are shown. Lines carry picocli's markup for colour. */
final class PlanReport {
  private PlanReport() {}

  /** The catalogue as a table. */
  static List<String> catalogue(List<Topic> topics, int partitions) {
    var rows = new ArrayList<String>();
    rows.add(
        "@|bold %-20s %-16s %10s  %-9s %-9s %s|@"
            .formatted("TOPIC", "KEY", "PARTITIONS", "CLEANUP", "RETENTION", "VALUE"));
    for (var topic : topics) {
      var value = topic.value();
      rows.add(
          "%-20s %-16s %10d  %-9s %-9s %s"
              .formatted(
                  topic.name(),
                  topic.key(),
                  partitions,
                  topic.compacted() ? "compact" : "delete",
                  topic.compacted() ? "for ever" : days(topic.retention()),
                  value == null
                      ? "bytes"
                      : value.getName() + (topic.flushed() ? ", flushed" : "")));
    }
    return rows;
  }

  private static String days(Duration retention) {
    return retention.toDays() + " d";
  }

  /** The plan as a difference: green comes, yellow changes, red cannot be done. */
  static List<String> difference(Plan plan) {
    return plan.steps().stream().flatMap(PlanReport::step).toList();
  }

  private static Stream<String> step(Step step) {
    return switch (step) {
      case Step.Create(var topic, var partitions, var replicas, var config) ->
          Stream.concat(
              Stream.of(
                  "@|green + %s|@  %d partitions, %d %s"
                      .formatted(
                          topic.name(),
                          partitions,
                          replicas,
                          replicas == 1 ? "replica" : "replicas")),
              settings(config).map(setting -> "@|green +     %s|@".formatted(setting)));
      case Step.Configure(var topic, var from, var to) ->
          Stream.concat(
              Stream.of("@|yellow ~ %s|@".formatted(topic.name())),
              new TreeMap<>(to)
                  .keySet().stream()
                      .flatMap(name ->
                          Stream.of(
                              "@|red -     %s=%s|@".formatted(name, from.get(name)),
                              "@|green +     %s=%s|@".formatted(name, to.get(name)))));
      case Step.Refuse(var topic, var problem, var remedy) ->
          Stream.of("@|red ! %s|@  %s".formatted(topic.name(), problem), "        " + remedy + ".");
    };
  }

  private static Stream<String> settings(Map<String, String> config) {
    return new TreeMap<>(config)
        .entrySet().stream().map(setting -> setting.getKey() + "=" + setting.getValue());
  }

  /** What the plan comes to, in one line. */
  static String sum(Plan plan) {
    if (plan.isEmpty()) {
      return "@|green The cluster has every topic of the catalogue as it should be.|@";
    }
    return "%d to create, %d to change, %d refused"
        .formatted(plan.creations().size(), plan.configurations().size(), plan.refusals().size());
  }
}
