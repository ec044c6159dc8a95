package dev.wardstream.schemas.catalogue;

import dev.wardstream.schemas.Topic;
import java.util.Map;
import java.util.stream.Collectors;

/** What has to happen to one topic. */
public sealed interface Step {

  /** The topic. */
  Topic topic();

  /** One line for an operator. */
  String describe();

  /**
   * The topic is missing and will be created.
   *
   * @param partitions how many partitions
   * @param replicas how many copies
   * @param config topic configuration
   */
  record Create(Topic topic, int partitions, int replicas, Map<String, String> config)
      implements Step {
    @Override
    public String describe() {
      return "create %s: %d partitions, %d replicas, %s"
          .formatted(topic.name(), partitions, replicas, settings(config));
    }
  }

  /**
   * Settings differ and will be changed.
   *
   * @param from values in force of the settings that differ
   * @param to their values in the catalogue
   */
  record Configure(Topic topic, Map<String, String> from, Map<String, String> to) implements Step {
    @Override
    public String describe() {
      return "configure %s: %s (now %s)".formatted(topic.name(), settings(to), settings(from));
    }
  }

  /**
   * The difference cannot be removed without harm; nothing will be done to any topic.
   *
   * @param problem what is wrong
   * @param remedy what a person can do
   */
  record Refuse(Topic topic, String problem, String remedy) implements Step {
    @Override
    public String describe() {
      return "refuse %s: %s. %s".formatted(topic.name(), problem, remedy);
    }
  }

  private static String settings(Map<String, String> config) {
    return config.entrySet().stream()
        .map(setting -> setting.getKey() + "=" + setting.getValue())
        .sorted()
        .collect(Collectors.joining(" "));
  }
}
