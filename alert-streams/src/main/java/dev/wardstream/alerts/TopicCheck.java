package dev.wardstream.alerts;

import static java.util.stream.Collectors.toMap;

import dev.wardstream.schemas.Topic;
import dev.wardstream.schemas.Topics;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * What must hold in the cluster before the job may start: its topics exist, and those that meet in
 * one patient's state are cut into the same number of partitions. Runs once, on the starting
 * thread.
 */
final class TopicCheck {
  /** Read and written by the same task: partition n of each belongs to the same patients. */
  private static final List<Topic> ALIKE =
      List.of(
          Topics.VITALS_READINGS,
          Topics.ALERTS_ACTIONS,
          Topics.VITALS_LATEST,
          Topics.VITALS_WINDOWS,
          Topics.ALERTS_EVENTS,
          Topics.ALERTS_ACTIVE);

  private static final List<Topic> NEEDED = List.of(Topics.CARE_ASSOCIATIONS, Topics.DEAD_LETTERS);

  private TopicCheck() {}

  /**
   * Counts the partitions of every topic of the job.
   *
   * @throws IllegalStateException saying what is wrong and what to do about it
   * @throws KafkaException when the cluster does not answer
   */
  static Map<Topic, Integer> partitions(Admin admin) {
    var counts = new TreeMap<Topic, Integer>(Comparator.comparing(Topic::name));
    ALIKE.forEach(topic -> counts.put(topic, partitions(admin, topic)));
    if (new HashSet<>(counts.values()).size() > 1) {
      throw new IllegalStateException(
          "partition n of these topics must hold the same patients, but their partitions differ: "
              + counts.entrySet().stream()
                  .collect(toMap(e -> e.getKey().name(), Map.Entry::getValue))
              + ". Compare with `wardstream topics --size ...`; a topic with a wrong count must be"
              + " created anew, for adding partitions breaks the order of what is in it");
    }
    NEEDED.forEach(topic -> counts.put(topic, partitions(admin, topic)));
    return counts;
  }

  private static int partitions(Admin admin, Topic topic) {
    try {
      var described = admin.describeTopics(List.of(topic.name())).allTopicNames().get();
      return described.values().iterator().next().partitions().size();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UnknownTopicOrPartitionException) {
        throw new IllegalStateException(
            "topic %s does not exist. Create the catalogue with `wardstream topics --apply`"
                .formatted(topic.name()),
            e);
      }
      throw new KafkaException("topic %s cannot be looked up".formatted(topic.name()), e);
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
  }
}
