package dev.wardstream.desk.rules;

import dev.wardstream.desk.rules.ApplyFailed.Kind;
import dev.wardstream.rules.document.RuleDocument;
import dev.wardstream.rules.feed.AppliedKey;
import dev.wardstream.schemas.Topics;
import dev.wardstream.schemas.avro.RuleSetDocument;
import dev.wardstream.schemas.registry.AvroSerde;
import dev.wardstream.schemas.registry.SchemaRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/**
 * The right to change the rules, from looking to writing. All who apply share one transactional id,
 * so that whoever comes later takes the right away from whoever has not committed yet: nobody
 * overwrites a version they have not seen. One thread.
 */
public final class ApplySession implements AutoCloseable {
  private static final String ONE_AT_A_TIME = "wardstream-rules-apply";
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(2);

  private final Map<String, Object> kafka;
  private final SchemaRegistry registry;
  private final AppliedRules applied;
  private final @Nullable KafkaProducer<String, byte[]> producer;

  private ApplySession(
      Map<String, Object> kafka,
      SchemaRegistry registry,
      AppliedRules applied,
      @Nullable KafkaProducer<String, byte[]> producer) {
    this.kafka = kafka;
    this.registry = registry;
    this.applied = applied;
    this.producer = producer;
  }

  /** Takes the right first, then looks; whoever only looks takes no right. */
  public static ApplySession open(
      String bootstrapServers, SchemaRegistry registry, boolean lookOnly) {
    return open(Map.of("bootstrap.servers", bootstrapServers), registry, lookOnly);
  }

  /** The same with these client settings. */
  static ApplySession open(Map<String, Object> kafka, SchemaRegistry registry, boolean lookOnly) {
    if (lookOnly) {
      return new ApplySession(kafka, registry, AppliedRules.read(kafka, registry), null);
    }
    var producer = producer(kafka);
    try {
      producer.initTransactions();
      return new ApplySession(kafka, registry, AppliedRules.read(kafka, registry), producer);
    } catch (KafkaException e) {
      producer.close(CLOSE_LIMIT);
      throw ApplyFailed.of(
          Kind.UNAVAILABLE,
          "The brokers at %s are of no help".formatted(kafka.get("bootstrap.servers")),
          e);
    } catch (ApplyFailed e) {
      producer.close(CLOSE_LIMIT);
      throw e;
    }
  }

  private static KafkaProducer<String, byte[]> producer(Map<String, Object> kafka) {
    var config = new HashMap<>(kafka);
    config.put("transactional.id", ONE_AT_A_TIME);
    config.put("acks", "all");
    config.put("max.block.ms", "15000");
    config.put("delivery.timeout.ms", "30000");
    config.put("request.timeout.ms", "10000");
    config.put("client.id", "wardstream-rules");
    return new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer());
  }

  /** What was in force when the session began. */
  public AppliedRules applied() {
    return applied;
  }

  /** Writes the document and waits until it is committed; gives its position in the log. */
  public String apply(RuleDocument document, String author, @Nullable String note) {
    if (producer == null) {
      throw new IllegalStateException("the session was opened to look only");
    }
    var id = document.rules().id();
    var value =
        RuleSetDocument.newBuilder()
            .setId(id.name())
            .setVersion(id.version())
            .setHash(id.hash())
            .setYaml(document.text())
            .setAuthor(author)
            .setAppliedAt(Instant.now().truncatedTo(ChronoUnit.MILLIS))
            .setNote(note)
            .build();
    String key = new AppliedKey(id.name(), id.version()).toString();
    try (var values =
        AvroSerde.of(Topics.ALERTS_RULES, RuleSetDocument.class, registry).serializer()) {
      producer.beginTransaction();
      var sent = producer.send(new ProducerRecord<>(AppliedRules.TOPIC, key, values.encode(value)));
      producer.commitTransaction();
      var at = sent.get();
      return "%s/%d/%d".formatted(at.topic(), at.partition(), at.offset());
    } catch (ProducerFencedException | InvalidProducerEpochException e) {
      throw new ApplyFailed(
          Kind.CHANGED,
          "Nothing was applied: somebody else began to apply rules meanwhile. Look at the history,"
              + " then try again.",
          e);
    } catch (KafkaException | ExecutionException e) {
      throw ApplyFailed.of(
          Kind.UNKNOWN,
          "It is not certain that the rules were applied to %s; look at the history"
              .formatted(kafka.get("bootstrap.servers")),
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw ApplyFailed.of(Kind.UNKNOWN, "Interrupted; look at the history", e);
    }
  }

  @Override
  public void close() {
    if (producer != null) {
      producer.close(CLOSE_LIMIT);
    }
  }
}
