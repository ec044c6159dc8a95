package dev.wardstream.schemas.catalogue;

import dev.wardstream.schemas.Size;
import dev.wardstream.schemas.Topic;
import dev.wardstream.schemas.catalogue.Step.Configure;
import dev.wardstream.schemas.catalogue.Step.Create;
import dev.wardstream.schemas.catalogue.Step.Refuse;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What has to happen so that a cluster has the topics of the catalogue.
 *
 * @param steps in the order of the catalogue; empty when nothing differs
 */
public record Plan(List<Step> steps) {

  public Plan {
    steps = List.copyOf(steps);
  }

  /**
   * The difference between catalogue and cluster.
   *
   * @param catalogue the topics wanted
   * @param size decides the number of partitions
   * @param replicas copies of every partition
   * @param cluster the topics of the cluster by name; others than the catalogue's are left alone
   */
  public static Plan of(
      List<Topic> catalogue, Size size, int replicas, Map<String, DescribedTopic> cluster) {
    return new Plan(
        catalogue.stream()
            .flatMap(topic -> step(topic, size, replicas, cluster).stream())
            .toList());
  }

  /** Nothing differs. */
  public boolean isEmpty() {
    return steps.isEmpty();
  }

  /** The differences that forbid the plan. */
  public List<Refuse> refusals() {
    return only(Refuse.class).toList();
  }

  /** The topics to create. */
  public List<Create> creations() {
    return only(Create.class).toList();
  }

  /** The topics to configure. */
  public List<Configure> configurations() {
    return only(Configure.class).toList();
  }

  /** One line per step. */
  public List<String> describe() {
    return steps.stream().map(Step::describe).toList();
  }

  private <S extends Step> Stream<S> only(Class<S> kind) {
    return steps.stream().filter(kind::isInstance).map(kind::cast);
  }

  private static Optional<Step> step(
      Topic topic, Size size, int replicas, Map<String, DescribedTopic> cluster) {
    var described = cluster.get(topic.name());
    if (described == null) {
      return Optional.of(new Create(topic, size.partitions(), replicas, topic.config(replicas)));
    }
    if (described.partitions() != size.partitions()) {
      return Optional.of(wrongPartitions(topic, size, described));
    }
    if (described.replicas() < replicas) {
      return Optional.of(tooFewReplicas(topic, replicas, described));
    }
    return configuration(topic, topic.config(replicas), described);
  }

  private static Step wrongPartitions(Topic topic, Size size, DescribedTopic described) {
    var matching =
        Arrays.stream(Size.values())
            .filter(other -> other.partitions() == described.partitions())
            .findFirst()
            .map(other -> "Stay with --size " + other.name().toLowerCase(Locale.ROOT) + ", or set")
            .orElse("Set");
    return new Refuse(
        topic,
        "it has %d partitions, size %s has %d, and a changed count breaks the order per %s"
            .formatted(
                described.partitions(),
                size.name().toLowerCase(Locale.ROOT),
                size.partitions(),
                topic.key()),
        matching + " up a new cluster and copy the records into it");
  }

  private static Step tooFewReplicas(Topic topic, int replicas, DescribedTopic described) {
    return new Refuse(
        topic,
        "it has %d replicas, wanted are %d".formatted(described.replicas(), replicas),
        "Add replicas with kafka-reassign-partitions, or plan with --replicas "
            + described.replicas());
  }

  private static Optional<Step> configuration(
      Topic topic, Map<String, String> wanted, DescribedTopic described) {
    var from = new TreeMap<String, String>();
    var to = new TreeMap<String, String>();
    wanted.forEach((name, value) -> {
      var now = described.config().get(name);
      if (!Objects.equals(now, value)) {
        from.put(name, String.valueOf(now));
        to.put(name, value);
      }
    });
    return to.isEmpty() ? Optional.empty() : Optional.of(new Configure(topic, from, to));
  }
}
