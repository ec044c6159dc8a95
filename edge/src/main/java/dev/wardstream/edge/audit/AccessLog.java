package dev.wardstream.edge.audit;

import dev.wardstream.edge.Producers;
import dev.wardstream.schemas.Topics;
import dev.wardstream.schemas.avro.AccessRecord;
import dev.wardstream.schemas.registry.AvroSerde;
import dev.wardstream.schemas.registry.AvroSerializer;
import dev.wardstream.schemas.registry.SchemaRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who looked at what: writes {@code audit.access}, and returns only when the record is replicated.
 * Any thread that may wait.
 */
public final class AccessLog implements AccessSink {
  private static final Logger LOGGER = LoggerFactory.getLogger(AccessLog.class);
  private static final Duration DELIVERY = Duration.ofSeconds(4);
  private static final long BUFFER_BYTES = 4L << 20;
  private static final Duration WAIT = Duration.ofSeconds(6);
  private static final Duration CLOSE = Duration.ofSeconds(2);

  private final SchemaRegistry registry;
  private final KafkaProducer<String, byte[]> producer;
  private volatile @Nullable AvroSerializer<AccessRecord> serializer;

  private AccessLog(SchemaRegistry registry, KafkaProducer<String, byte[]> producer) {
    this.registry = registry;
    this.producer = producer;
  }

  /**
   * Opens it; brokers and registry are asked when the first record is written.
   *
   * @param kafka client properties, {@code bootstrap.servers} at least
   */
  public static AccessLog open(Map<String, Object> kafka, SchemaRegistry registry) {
    return new AccessLog(
        registry, Producers.durable(kafka, "wardstream-audit", DELIVERY, BUFFER_BYTES));
  }

  /** A look is not known to be recorded: nothing may be given out for it. */
  public static final class NotRecordedException extends Exception {
    private static final long serialVersionUID = 1L;

    NotRecordedException(Throwable cause) {
      super("the access log does not answer", cause);
    }
  }

  /** Writes a record; it is there when this returns. */
  public void record(AccessRecord access) throws NotRecordedException {
    try {
      var _ = producer.send(encoded(access)).get(WAIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException | KafkaException e) {
      throw new NotRecordedException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new NotRecordedException(e);
    }
  }

  @Override
  public List<Integer> write(List<AccessRecord> records) throws InterruptedException {
    var pending = new ArrayList<Future<RecordMetadata>>(records.size());
    try {
      for (var access : records) {
        pending.add(producer.send(encoded(access)));
      }
    } catch (KafkaException e) {
      LOGGER.atDebug().setCause(e).log("the rest of the records has to wait");
    }
    producer.flush();
    var unwritten = new ArrayList<Integer>();
    for (var index = 0; index < records.size(); index++) {
      if (index >= pending.size() || !isDone(pending.get(index))) {
        unwritten.add(index);
      }
    }
    return unwritten;
  }

  private static boolean isDone(Future<RecordMetadata> sent) {
    return sent.state() == Future.State.SUCCESS;
  }

  private ProducerRecord<String, byte[]> encoded(AccessRecord access) {
    return new ProducerRecord<>(
        Topics.AUDIT_ACCESS.name(), access.getSubject(), serializer().encode(access));
  }

  private AvroSerializer<AccessRecord> serializer() {
    var known = serializer;
    if (known == null) {
      known = AvroSerde.of(Topics.AUDIT_ACCESS, AccessRecord.class, registry).serializer();
      serializer = known;
    }
    return known;
  }

  @Override
  public void close() {
    producer.close(CLOSE);
  }
}
