package dev.wardstream.push.feed;

import dev.wardstream.edge.Producers;
import dev.wardstream.push.presence.PresenceLog;
import dev.wardstream.push.presence.PresenceTable;
import dev.wardstream.schemas.Topics;
import dev.wardstream.schemas.avro.Presence;
import dev.wardstream.schemas.registry.AvroSerde;
import dev.wardstream.schemas.registry.AvroSerializer;
import dev.wardstream.schemas.registry.SchemaRegistry;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes to {@code push.presence}. One thread of its own encodes and sends; one list waits at most,
 * and what a broker does not take in time is dropped: it is said again within seconds. When it is
 * closed, everything it said is taken back.
 */
public final class KafkaPresenceLog implements PresenceLog, AutoCloseable {
  private static final Duration DELIVERY = Duration.ofSeconds(10);
  private static final long BUFFER_BYTES = 4L << 20;
  private static final Logger LOGGER = LoggerFactory.getLogger(KafkaPresenceLog.class);
  private static final Duration CLOSE = Duration.ofSeconds(2);

  private final SchemaRegistry registry;
  private final KafkaProducer<String, byte[]> producer;
  private final Counter written;
  private final Counter lost;
  private final ArrayBlockingQueue<List<Presence>> queue = new ArrayBlockingQueue<>(1);
  private final Map<String, Presence> standing = new HashMap<>();
  private final Thread writer = Thread.ofPlatform().name("presence").daemon().unstarted(this::run);
  private @Nullable AvroSerializer<Presence> serializer;
  private volatile boolean troubled;

  private KafkaPresenceLog(
      KafkaProducer<String, byte[]> producer, SchemaRegistry registry, MeterRegistry meters) {
    this.producer = producer;
    this.registry = registry;
    written = meters.counter("wardstream.push.presence.statements", "outcome", "written");
    lost = meters.counter("wardstream.push.presence.statements", "outcome", "lost");
  }

  /**
   * Begins to write; Kafka and the registry are asked when there is something to write.
   *
   * @param kafka client settings: {@code bootstrap.servers} and how to authenticate
   */
  public static KafkaPresenceLog open(
      Map<String, Object> kafka, SchemaRegistry registry, MeterRegistry meters) {
    var producer = Producers.durable(kafka, "wardstream-presence", DELIVERY, BUFFER_BYTES);
    var log = new KafkaPresenceLog(producer, registry, meters);
    log.writer.start();
    return log;
  }

  @Override
  public boolean isReady() {
    return queue.isEmpty();
  }

  @Override
  public void write(List<Presence> statements) {
    if (!queue.offer(statements)) {
      lost.increment(statements.size());
    }
  }

  private void run() {
    try {
      while (true) {
        send(queue.take());
      }
    } catch (InterruptedException | InterruptException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** When one cannot be sent, the rest would only wait as long in vain. */
  private void send(List<Presence> statements) {
    for (var index = 0; index < statements.size(); index++) {
      try {
        send(statements.get(index));
      } catch (InterruptException e) {
        throw e;
      } catch (KafkaException e) {
        lost.increment((double) statements.size() - index);
        trouble(e);
        return;
      }
    }
  }

  private void send(Presence said) {
    var key = PresenceTable.key(said.getNode(), said.getPlace());
    var isTombstone = said.getEntries().isEmpty();
    if (isTombstone) {
      standing.remove(key);
    } else {
      standing.put(key, said);
    }
    var topic = Topics.PUSH_PRESENCE.name();
    var partition = Keys.partition(said.getPlace(), producer.partitionsFor(topic).size());
    var value = isTombstone ? null : serializer().encode(said);
    var _ = producer.send(new ProducerRecord<>(topic, partition, key, value), this::sent);
  }

  private void sent(@Nullable RecordMetadata at, @Nullable Exception failure) {
    if (failure == null) {
      written.increment();
      troubled = false;
    } else {
      lost.increment();
      trouble(failure);
    }
  }

  private void trouble(Exception cause) {
    if (!troubled) {
      troubled = true;
      LOGGER.atWarn().addKeyValue("cause", cause.toString()).log("presence cannot be written");
    }
  }

  private AvroSerializer<Presence> serializer() {
    var known = serializer;
    if (known == null) {
      known = AvroSerde.of(Topics.PUSH_PRESENCE, Presence.class, registry).serializer();
      serializer = known;
    }
    return known;
  }

  /** Takes back what stands, if the brokers take it soon. */
  @Override
  public void close() {
    writer.interrupt();
    try {
      if (writer.join(CLOSE)) {
        send(tombstones());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    producer.close(CLOSE);
  }

  private List<Presence> tombstones() {
    return standing.values().stream()
        .map(said -> new Presence(said.getNode(), said.getPlace(), List.of(), said.getUntil()))
        .toList();
  }
}
