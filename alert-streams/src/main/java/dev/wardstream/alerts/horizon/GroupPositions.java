package dev.wardstream.alerts.horizon;

import static java.util.stream.Collectors.toMap;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Positions of the job's inputs, from the broker: offsets its group has committed, ends of the
 * partitions. With exactly-once, a committed offset means that the effects of all before it are
 * committed too, whichever instance did the work. Used by the horizon thread alone.
 */
public final class GroupPositions implements LogPositions {
  private static final Duration ANSWER = Duration.ofSeconds(4);
  private static final Duration PROBE = Duration.ofMillis(200);

  private final Admin admin;
  private final Consumer<byte[], byte[]> probe;
  private final String group;
  private final Inputs inputs;
  private final List<TopicPartition> partitions;

  /**
   * What the job reads: topics and their number of partitions.
   *
   * @param upstream topics whose records may become input of any partition
   * @param own topics that are read partition by partition
   */
  public record Inputs(Map<String, Integer> upstream, Map<String, Integer> own) {
    private List<TopicPartition> all() {
      return Stream.of(upstream, own).flatMap(Inputs::partitions).toList();
    }

    private static Stream<TopicPartition> partitions(Map<String, Integer> topics) {
      return topics.entrySet().stream()
          .flatMap(topic ->
              IntStream.range(0, topic.getValue())
                  .mapToObj(partition -> new TopicPartition(topic.getKey(), partition)));
    }
  }

  private GroupPositions(Admin admin, Consumer<byte[], byte[]> probe, String group, Inputs inputs) {
    this.admin = admin;
    this.probe = probe;
    this.group = group;
    this.inputs = inputs;
    this.partitions = inputs.all();
  }

  /** Connects, lazily. */
  public static GroupPositions open(Map<String, Object> client, String group, Inputs inputs) {
    var reading = new HashMap<>(client);
    reading.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    reading.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    reading.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    var bytes = new ByteArrayDeserializer();
    return new GroupPositions(
        Admin.create(client), new KafkaConsumer<>(reading, bytes, bytes), group, inputs);
  }

  Set<String> upstream() {
    return inputs.upstream().keySet();
  }

  @Override
  public Map<TopicPartition, Long> processed() {
    var offsets = new HashMap<TopicPartition, Long>();
    answer(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata())
        .forEach((partition, committed) -> offsets.put(partition, committed.offset()));
    return offsets;
  }

  @Override
  public Map<TopicPartition, Long> ends() {
    var latest = partitions.stream().collect(toMap(p -> p, _ -> OffsetSpec.latest()));
    return answer(admin.listOffsets(latest).all()).entrySet().stream()
        .collect(toMap(Map.Entry::getKey, e -> e.getValue().offset()));
  }

  @Override
  public boolean isEmpty(TopicPartition partition, long from, long end) {
    probe.assign(List.of(partition));
    probe.seek(partition, from);
    for (int polls = 0; polls < 5; polls++) {
      if (!probe.poll(PROBE).isEmpty()) {
        return false;
      }
      if (probe.position(partition) >= end) {
        return true;
      }
    }
    return false;
  }

  @Override
  public void close() {
    probe.close(CloseOptions.timeout(Duration.ofSeconds(1)));
    admin.close(Duration.ofSeconds(1));
  }

  private static <T> T answer(KafkaFuture<T> future) {
    try {
      return future.get(ANSWER.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw new KafkaException("the broker could not say how far its log goes", e.getCause());
    } catch (TimeoutException e) {
      throw new KafkaException("the broker did not say how far its log goes", e);
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
  }
}
