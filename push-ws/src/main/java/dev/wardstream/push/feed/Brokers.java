package dev.wardstream.push.feed;

import dev.wardstream.schemas.Topic;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.InterruptException;

/**
 * Asks the brokers what is there. {@link #look} never waits: its answer, from the administrator's
 * own thread, tells how far the feed is behind, and that the brokers are alive.
 */
final class Brokers implements AutoCloseable {
  private static final int TIMEOUT_SECONDS = 5;
  private static final ListOffsetsOptions COMMITTED =
      new ListOffsetsOptions(IsolationLevel.READ_COMMITTED).timeoutMs(TIMEOUT_SECONDS * 1_000);

  private final Admin admin;
  private volatile Map<TopicPartition, Long> ends = Map.of();
  private volatile long heardAt = System.nanoTime();
  private volatile boolean asking;
  private volatile boolean replaced;
  private volatile Map<String, Uuid> verified = Map.of();

  Brokers(Admin admin) {
    this.admin = admin;
  }

  /** Descriptions of topics by name; waits. */
  Map<String, TopicDescription> describe(Collection<Topic> topics) {
    var names = topics.stream().map(Topic::name).toList();
    try {
      var descriptions =
          admin.describeTopics(names).allTopicNames().get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
      heardAt = System.nanoTime();
      return descriptions;
    } catch (ExecutionException e) {
      throw new KafkaException("topics cannot be described: " + e.getMessage(), e);
    } catch (TimeoutException e) {
      throw new KafkaException("topics cannot be described: no answer", e);
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
  }

  /**
   * Asks for offsets; the answer comes on the administrator's thread.
   *
   * @param wanted which offset of each partition
   */
  CompletionStage<Map<TopicPartition, Long>> offsets(Map<TopicPartition, OffsetSpec> wanted) {
    return admin
        .listOffsets(wanted, COMMITTED)
        .all()
        .toCompletionStage()
        .thenApply(Brokers::offsetsOf);
  }

  private static Map<TopicPartition, Long> offsetsOf(
      Map<TopicPartition, ListOffsetsResultInfo> answer) {
    return answer.entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, each -> each.getValue().offset()));
  }

  /** Asks for the ends of partitions, unless the last question is still open. */
  void look(Collection<TopicPartition> partitions) {
    if (asking) {
      return;
    }
    asking = true;
    var wanted = partitions.stream().collect(Collectors.toMap(p -> p, _ -> OffsetSpec.latest()));
    var _ =
        admin
            .listOffsets(wanted, COMMITTED)
            .all()
            .whenComplete((answer, trouble) -> {
              if (trouble == null) {
                heard(answer);
              }
              asking = false;
            });
  }

  private void heard(Map<TopicPartition, ListOffsetsResultInfo> answer) {
    ends = offsetsOf(answer);
    heardAt = System.nanoTime();
  }

  /** Asks whether topics are still the ones that had these ids; see {@link #haveReplaced}. */
  void verify(Map<String, Uuid> ids) {
    verified = ids;
    var _ =
        admin
            .describeTopics(ids.keySet())
            .allTopicNames()
            .whenComplete((found, trouble) -> {
              if (trouble == null && verified.equals(ids)) {
                replaced |=
                    found.values().stream()
                        .anyMatch(topic -> !topic.topicId().equals(ids.get(topic.name())));
              }
            });
  }

  /** Whether a topic has been deleted and made again since this was asked last. */
  boolean haveReplaced() {
    var answer = replaced;
    if (answer) {
      verified = Map.of(); // an answer that is on its way is about what was
      replaced = false;
    }
    return answer;
  }

  /** The end of each partition as of the last answer. */
  Map<TopicPartition, Long> ends() {
    return ends;
  }

  /** How long ago the brokers answered. */
  Duration silence() {
    return Duration.ofNanos(System.nanoTime() - heardAt);
  }

  @Override
  public void close() {
    admin.close(Duration.ofSeconds(1));
  }
}
