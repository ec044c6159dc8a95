package dev.wardstream.accounts;

import dev.wardstream.accounts.Decision.Write;
import dev.wardstream.schemas.Topic;
import dev.wardstream.schemas.Topics;
import dev.wardstream.schemas.avro.Account;
import dev.wardstream.schemas.avro.AccountSession;
import dev.wardstream.schemas.registry.AvroSerde;
import dev.wardstream.schemas.registry.AvroSerializer;
import dev.wardstream.schemas.registry.RegistryException;
import dev.wardstream.schemas.registry.SchemaRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/**
 * Changes of accounts and sessions, one at a time in the whole cluster. All nodes share one
 * transactional id: whoever takes it over takes the right to write from all others, reads the log
 * to its end, and decides then; who lost it meanwhile is fenced, and decides again on what the
 * other has written. So a login name is unique, and a refresh token is used once, whichever nodes
 * are asked.
 *
 * <p>Returns when what was written is committed on every replica in sync and read back. Any thread
 * that may wait; one at a time is served, in order.
 */
final class AccountLog implements AutoCloseable {
  private static final String ONE_AT_A_TIME = "wardstream-accounts";
  private static final int TRIES = 8;
  private static final Duration PATIENCE = Duration.ofSeconds(8);
  private static final Duration AGAIN = Duration.ofSeconds(2);
  private static final Duration CLOSE = Duration.ofSeconds(2);

  private final Map<String, Object> kafka;
  private final SchemaRegistry registry;
  private final AccountTables tables;
  private final ReentrantLock turn = new ReentrantLock(true);
  private @Nullable KafkaProducer<String, byte[]> right;
  private @Nullable AvroSerializer<Account> accounts;
  private @Nullable AvroSerializer<AccountSession> sessions;

  AccountLog(Map<String, Object> kafka, SchemaRegistry registry, AccountTables tables) {
    this.kafka = Map.copyOf(kafka);
    this.registry = registry;
    this.tables = tables;
  }

  /** Decides and writes. */
  <T> T change(Decision<T> decision) throws AccountRefusal {
    try {
      if (!turn.tryLock(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        throw unavailable();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unavailable();
    }
    try {
      for (var tried = 0; tried < TRIES; tried++) {
        var producer = takeRight();
        var outcome = decision.on(tables);
        if (outcome.writes().isEmpty() || commit(producer, outcome.writes())) {
          return outcome.result();
        }
      }
      throw unavailable();
    } finally {
      turn.unlock();
    }
  }

  /** The producer that has the right to write, on tables that contain all there is. */
  private KafkaProducer<String, byte[]> takeRight() throws AccountRefusal {
    var held = right;
    if (held != null) {
      return held;
    }
    var taken = producer();
    var successful = false;
    try {
      taken.initTransactions();
      catchUp();
      successful = true;
      right = taken;
      return taken;
    } catch (KafkaException e) {
      throw unavailable();
    } finally {
      if (!successful) {
        taken.close(CLOSE);
      }
    }
  }

  private KafkaProducer<String, byte[]> producer() {
    var config = new HashMap<>(kafka);
    config.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, ONE_AT_A_TIME);
    config.put(ProducerConfig.CLIENT_ID_CONFIG, ONE_AT_A_TIME);
    config.put(ProducerConfig.ACKS_CONFIG, "all");
    config.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 5_000);
    config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 3_000);
    config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 5_000);
    config.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, 10_000);
    config.put(ProducerConfig.BUFFER_MEMORY_CONFIG, 4L << 20);
    return new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer());
  }

  private void catchUp() throws AccountRefusal {
    var config = new HashMap<>(kafka);
    config.put("isolation.level", "read_committed");
    config.put("default.api.timeout.ms", 5_000);
    var bytes = new ByteArrayDeserializer();
    try (var consumer = new KafkaConsumer<>(config, bytes, bytes)) {
      for (var topic : List.of(Topics.ACCOUNTS, Topics.ACCOUNTS_SESSIONS)) {
        var partitions =
            consumer.partitionsFor(topic.name()).stream()
                .map(info -> new TopicPartition(topic.name(), info.partition()))
                .toList();
        consumer.assign(partitions);
        for (var end : consumer.endOffsets(partitions).entrySet()) {
          awaitRead(topic, end.getKey().partition(), end.getValue());
        }
      }
    }
  }

  private void awaitRead(Topic topic, int partition, long position) throws AccountRefusal {
    try {
      if (!tables.awaitRead(topic, partition, position, PATIENCE)) {
        throw unavailable();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unavailable();
    }
  }

  /** Writes all or nothing; false when somebody else has taken the right. */
  private boolean commit(KafkaProducer<String, byte[]> producer, List<Write> writes)
      throws AccountRefusal {
    var sent = new ArrayList<Future<RecordMetadata>>();
    try {
      producer.beginTransaction();
      for (var write : writes) {
        sent.add(
            producer.send(new ProducerRecord<>(write.topic().name(), write.key(), encoded(write))));
      }
      producer.commitTransaction();
      for (var each : sent) {
        var at = each.get();
        var topic =
            at.topic().equals(Topics.ACCOUNTS.name()) ? Topics.ACCOUNTS : Topics.ACCOUNTS_SESSIONS;
        awaitRead(topic, at.partition(), at.offset() + 1);
      }
      return true;
    } catch (RegistryException e) {
      giveUpRight();
      throw unavailable();
    } catch (KafkaException | ExecutionException e) {
      giveUpRight();
      if (isFenced(e)) {
        return false;
      }
      throw AccountRefusal.retry(
          Fault.UNKNOWN_OUTCOME, "the log did not answer: it may or may not have happened", AGAIN);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      giveUpRight();
      throw unavailable();
    }
  }

  private static boolean isFenced(Throwable failure) {
    for (@Nullable Throwable each = failure; each != null; each = each.getCause()) {
      if (each instanceof ProducerFencedException
          || each instanceof InvalidProducerEpochException) {
        return true;
      }
    }
    return false;
  }

  private byte @Nullable [] encoded(Write write) {
    return switch (write.value()) {
      case null -> null;
      case Account account -> accountValues().encode(account);
      case AccountSession session -> sessionValues().encode(session);
      case Object other -> throw new IllegalArgumentException(other.getClass().getName());
    };
  }

  private AvroSerializer<Account> accountValues() {
    var known = accounts;
    if (known == null) {
      known = AvroSerde.of(Topics.ACCOUNTS, Account.class, registry).serializer();
      accounts = known;
    }
    return known;
  }

  private AvroSerializer<AccountSession> sessionValues() {
    var known = sessions;
    if (known == null) {
      known = AvroSerde.of(Topics.ACCOUNTS_SESSIONS, AccountSession.class, registry).serializer();
      sessions = known;
    }
    return known;
  }

  private void giveUpRight() {
    var held = right;
    right = null;
    if (held != null) {
      held.close(Duration.ZERO);
    }
  }

  private static AccountRefusal unavailable() {
    return AccountRefusal.retry(Fault.UNAVAILABLE, "the accounts cannot be changed now", AGAIN);
  }

  @Override
  public void close() {
    turn.lock();
    try {
      giveUpRight();
    } finally {
      turn.unlock();
    }
  }
}
