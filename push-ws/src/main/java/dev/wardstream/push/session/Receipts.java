package dev.wardstream.push.session;

import dev.wardstream.edge.Producers;
import dev.wardstream.edge.socket.ErrorCode;
import dev.wardstream.edge.socket.Json;
import dev.wardstream.edge.socket.Refusal;
import dev.wardstream.edge.socket.Reply;
import dev.wardstream.edge.socket.Traceparent;
import dev.wardstream.schemas.Topics;
import dev.wardstream.schemas.avro.ActionKind;
import dev.wardstream.schemas.avro.AlertAction;
import dev.wardstream.schemas.registry.AvroSerde;
import dev.wardstream.schemas.registry.AvroSerializer;
import dev.wardstream.schemas.registry.SchemaRegistry;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes to {@code alerts.actions} that alerts were delivered or seen. At most {@value #WAITING}
 * requests wait; more are refused, and nothing of them is written.
 *
 * <p>Any thread may ask and never waits; one thread of its own encodes and sends, for both may have
 * to wait for others.
 */
public final class Receipts implements AutoCloseable {
  /** Why it was written, where nobody said so. */
  static final String BY_SOCKET = "taken by the socket";

  private static final Logger LOGGER = LoggerFactory.getLogger(Receipts.class);
  private static final Duration DELIVERY = Duration.ofSeconds(10);
  private static final long BUFFER_BYTES = 4L << 20;
  private static final int WAITING = 1_024;
  private static final Duration AGAIN = Duration.ofSeconds(1);
  private static final Duration CLOSE = Duration.ofSeconds(5);

  /** An alert of a patient that somebody has or saw. */
  record Receipt(String alertId, String patient) {}

  /** Receipts of one kind of one person; with the request to be answered, if there is one. */
  private record Batch(ActionKind kind, String by, List<Receipt> receipts, @Nullable Reply reply) {}

  private final SchemaRegistry registry;
  private final MeterRegistry meters;
  private final InstantSource clock;
  private final KafkaProducer<String, byte[]> producer;
  private final ArrayBlockingQueue<Batch> queue = new ArrayBlockingQueue<>(WAITING);
  private final Thread writer = Thread.ofPlatform().name("receipts").daemon().unstarted(this::run);
  private @Nullable AvroSerializer<AlertAction> serializer;

  private Receipts(
      KafkaProducer<String, byte[]> producer,
      SchemaRegistry registry,
      MeterRegistry meters,
      InstantSource clock) {
    this.producer = producer;
    this.registry = registry;
    this.meters = meters;
    this.clock = clock;
  }

  /**
   * Begins to write; Kafka and the registry are asked when there is something to write.
   *
   * @param kafka client settings: {@code bootstrap.servers} and how to authenticate
   */
  public static Receipts open(
      Map<String, Object> kafka,
      SchemaRegistry registry,
      MeterRegistry meters,
      InstantSource clock) {
    var producer = Producers.durable(kafka, "wardstream-receipts", DELIVERY, BUFFER_BYTES);
    var receipts = new Receipts(producer, registry, meters, clock);
    receipts.writer.start();
    return receipts;
  }

  /** Writes that somebody saw alerts; answered when that is committed. */
  void seen(String by, List<Receipt> receipts, Reply reply) {
    if (!queue.offer(new Batch(ActionKind.SEEN, by, receipts, reply))) {
      count(ActionKind.SEEN, "unavailable", receipts.size());
      reply.refuse(unavailable());
    }
  }

  /** Writes that somebody's sockets took alerts; nobody waits for it. */
  void delivered(String by, List<Receipt> receipts) {
    if (!queue.offer(new Batch(ActionKind.DELIVERED, by, receipts, null))) {
      count(ActionKind.DELIVERED, "unavailable", receipts.size());
    }
  }

  private static Refusal unavailable() {
    return Refusal.retry(ErrorCode.UNAVAILABLE, "nothing was recorded; send it again", AGAIN);
  }

  private void run() {
    try {
      while (true) {
        write(queue.take());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void write(Batch batch) {
    var sending = new Sending(batch);
    for (var index = 0; index < batch.receipts.size(); index++) {
      var place = index;
      try {
        var _ =
            producer.send(
                record(batch, batch.receipts.get(index)),
                (metadata, failure) -> sending.done(place, failure == null ? metadata : null));
      } catch (KafkaException e) {
        LOGGER.atWarn().addKeyValue("cause", e.toString()).log("a receipt cannot be written");
        sending.done(place, null);
      }
    }
  }

  private ProducerRecord<String, byte[]> record(Batch batch, Receipt receipt) {
    var action =
        new AlertAction(
            receipt.alertId,
            batch.kind,
            batch.by,
            clock.instant().truncatedTo(ChronoUnit.MILLIS),
            batch.kind == ActionKind.DELIVERED ? BY_SOCKET : null,
            null,
            null,
            null);
    var record =
        new ProducerRecord<>(
            Topics.ALERTS_ACTIONS.name(), receipt.patient, serializer().encode(action));
    var trace = batch.reply == null ? null : batch.reply.trace();
    if (trace != null) {
      record.headers().add(Traceparent.HEADER, trace);
    }
    return record;
  }

  private AvroSerializer<AlertAction> serializer() {
    var known = serializer;
    if (known == null) {
      known = AvroSerde.of(Topics.ALERTS_ACTIONS, AlertAction.class, registry).serializer();
      serializer = known;
    }
    return known;
  }

  private void count(ActionKind kind, String outcome, int receipts) {
    meters
        .counter("wardstream.push.receipts", "action", kind.name(), "outcome", outcome)
        .increment(receipts);
  }

  /** A batch on its way; completed by the producer's thread, or by the writer. */
  private final class Sending {
    private final Batch batch;
    private final AtomicInteger open;
    private final AtomicReferenceArray<@Nullable String> positions;

    private Sending(Batch batch) {
      this.batch = batch;
      open = new AtomicInteger(batch.receipts.size());
      positions = new AtomicReferenceArray<>(batch.receipts.size());
    }

    private void done(int index, @Nullable RecordMetadata at) {
      if (at != null) {
        positions.set(index, at.topic() + "/" + at.partition() + "/" + at.offset());
      }
      count(batch.kind, at == null ? "unknown" : "recorded", 1);
      if (open.decrementAndGet() == 0 && batch.reply != null) {
        answer(batch.reply);
      }
    }

    private void answer(Reply reply) {
      var json = new StringBuilder("{\"at\":[");
      for (var index = 0; index < positions.length(); index++) {
        var position = positions.get(index);
        if (position == null) {
          reply.refuse(
              Refusal.retry(
                  ErrorCode.UNKNOWN_OUTCOME, "not all are known to be recorded; repeat it", AGAIN));
          return;
        }
        Json.quote(json.append(index == 0 ? "" : ","), position);
      }
      reply.ok(Json.bytes(json.append("]}")));
    }
  }

  /** Sends what has begun; what waits is refused. */
  @Override
  public void close() {
    writer.interrupt();
    try {
      writer.join(CLOSE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    for (var batch = queue.poll(); batch != null; batch = queue.poll()) {
      count(batch.kind, "unavailable", batch.receipts.size());
      if (batch.reply != null) {
        batch.reply.refuse(unavailable());
      }
    }
    producer.close(CLOSE);
  }
}
