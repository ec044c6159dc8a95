package dev.wardstream.benchmarks;

import dev.wardstream.schemas.Topic;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/** How far a consumer group has read a topic, by what it has committed. One thread uses it. */
final class GroupProgress implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofMinutes(5);
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  private final Admin admin;
  private final String group;
  private final String topic;

  GroupProgress(String bootstrapServers, String group, Topic topic) {
    this.admin =
        Admin.create(
            Map.<String, Object>of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers));
    this.group = group;
    this.topic = topic.name();
  }

  /** Waits until so many records are committed; returns how many really are. */
  long await(long records) throws ExecutionException, InterruptedException {
    long deadline = System.nanoTime() + LIMIT.toNanos();
    long committed = committed();
    while (committed < records) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException(
            "%s committed %d of %d within %s".formatted(group, committed, records, LIMIT));
      }
      LockSupport.parkNanos(PAUSE_NANOS);
      committed = committed();
    }
    return committed;
  }

  private long committed() throws ExecutionException, InterruptedException {
    return admin
        .listConsumerGroupOffsets(group)
        .partitionsToOffsetAndMetadata()
        .get()
        .entrySet()
        .stream()
        .filter(entry -> entry.getKey().topic().equals(topic) && entry.getValue() != null)
        .mapToLong(entry -> entry.getValue().offset())
        .sum();
  }

  @Override
  public void close() {
    admin.close();
  }
}
