package dev.wardstream.schemas.catalogue;

import static java.util.stream.Collectors.toMap;

import dev.wardstream.schemas.Topic;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The rule that topics joined by key have as many partitions as each other. */
public final class CoPartitioning {
  private static final String REMEDY = "Run `wardstream topics apply` (see `wardstream topics`)";

  private CoPartitioning() {}

  /**
   * The partition count that all topics share.
   *
   * @throws CatalogueException when one is missing or has another count than the first
   */
  public static int partitions(List<Topic> topics, Map<String, DescribedTopic> cluster) {
    var missing =
        topics.stream().map(Topic::name).filter(name -> !cluster.containsKey(name)).toList();
    if (!missing.isEmpty()) {
      throw new CatalogueException(
          "The cluster has no topic %s. %s.".formatted(String.join(", ", missing), REMEDY));
    }
    var found = topics.stream().flatMap(topic -> Stream.ofNullable(cluster.get(topic.name())));
    var counts = found.collect(toMap(DescribedTopic::name, DescribedTopic::partitions));
    var different = List.copyOf(Set.copyOf(counts.values()));
    if (different.size() > 1) {
      throw new CatalogueException(
          "Topics that belong together have different partition counts: %s. %s."
              .formatted(new TreeMap<>(counts), REMEDY));
    }
    return different.getFirst();
  }
}
