package dev.wardstream.alerts;

import dev.wardstream.schemas.Topic;
import dev.wardstream.schemas.Topics;
import java.util.List;
import java.util.Set;
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

  private TopicCheck() {}

  /**
   * Into how many partitions the topics are cut.
   *
   * @param patients of all topics whose key begins with the patient
   * @param devices of the associations
   */
  record Partitions(int patients, int devices) {}

  /**
   * Looks at every topic of the job.
   *
   * @throws IllegalStateException saying what is wrong and what to do about it
   * @throws KafkaException when the cluster does not answer
   */
  static Partitions run(Admin admin) {
    var counts = new TreeMap<String, Integer>();
    ALIKE.forEach(topic -> counts.put(topic.name(), partitions(admin, topic)));
    if (Set.copyOf(counts.values()).size() > 1) {
      throw new IllegalStateException(
          "partition n of these topics must hold the same patients, but their numbers of partitions"
              + " differ: %s. See `wardstream topics`; a topic with a wrong number must be created"
                  .formatted(counts)
              + " anew, for adding partitions breaks the order of what is in it");
    }
    partitions(admin, Topics.DEAD_LETTERS);
    return new Partitions(
        counts.firstEntry().getValue(), partitions(admin, Topics.CARE_ASSOCIATIONS));
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
