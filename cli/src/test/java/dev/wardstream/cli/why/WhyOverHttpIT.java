package dev.wardstream.cli.why;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wardstream.cli.Main;
import dev.wardstream.cli.platform.Platform;
import dev.wardstream.cli.platform.PlatformConfig;
import dev.wardstream.edge.access.Principal;
import dev.wardstream.edge.access.Role;
import dev.wardstream.schemas.Topic;
import dev.wardstream.schemas.Topics;
import dev.wardstream.schemas.avro.AlertEvent;
import dev.wardstream.schemas.avro.AlertEventType;
import dev.wardstream.schemas.avro.DeviceReadings;
import dev.wardstream.schemas.avro.Measurement;
import dev.wardstream.schemas.avro.OffsetRange;
import dev.wardstream.schemas.avro.Reading;
import dev.wardstream.schemas.avro.ReadingStatus;
import dev.wardstream.schemas.avro.RuleSetRef;
import dev.wardstream.schemas.avro.Severity;
import dev.wardstream.schemas.avro.Vital;
import dev.wardstream.schemas.registry.AvroSerde;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

/** The command and the page of a running platform. */
class WhyOverHttpIT {
  private static final Instant T = Instant.parse("2026-11-21T10:00:20Z");

  @Test
  void asksTheServerAndTellsWhatItAnswers() {
    try (var platform = Platform.start(PlatformConfig.ephemeral())) {
      var values = List.of(new Measurement(Vital.SPO2, "88.0", null));
      var reading =
          put(
              platform,
              Topics.VITALS_READINGS,
              DeviceReadings.class,
              new DeviceReadings(
                  "mon-7", 1L, 1L, List.of(new Reading(T, values, ReadingStatus.FINAL, null)), 0));
      put(platform, Topics.ALERTS_EVENTS, AlertEvent.class, raised(reading));
      var nurse =
          new Principal(
              "nurse-1", Set.of(Role.NURSE), Set.of(), Set.of("p-3"), Set.of(), Instant.EPOCH);
      var token = platform.mint().issue(nurse, Duration.ofMinutes(5));

      assertThat(why(platform, "alert-1", token))
          .contains("SPO2_LOW of p-3", "88 < 90", "spo2 88.0*");
      assertThat(why(platform, "alert-2", token)).contains("404", "UNKNOWN_ALERT");
      assertThat(why(platform, "alert-1", "nonsense")).contains("401", "UNAUTHENTICATED");
    }
  }

  private static String why(Platform platform, String alert, String token) {
    var out = new StringWriter();
    Main.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(out, true))
        .execute("why", alert, "--url", platform.uri().toString(), "--token", token);
    return out.toString();
  }

  private static AlertEvent raised(RecordMetadata at) {
    return AlertEvent.newBuilder()
        .setAlertId("alert-1")
        .setSeq(1)
        .setOccurrence(1)
        .setPatient("p-3")
        .setFamily("SPO2_LOW")
        .setType(AlertEventType.RAISED)
        .setSeverity(Severity.MEDIUM)
        .setEventTime(T)
        .setEmittedAt(T.plusMillis(131))
        .setValue("88")
        .setLimit("< 90")
        .setOpen(true)
        .setAcked(false)
        .setLatched(false)
        .setRetrospective(false)
        .setAnnunciated(false)
        .setTier(0)
        .setRuleSet(new RuleSetRef("adult-continuous", 4, "0f1e2d3c4b5a6978"))
        .setReadings(List.of(new OffsetRange(at.topic(), at.partition(), at.offset(), at.offset())))
        .build();
  }

  private static <T extends SpecificRecord> RecordMetadata put(
      Platform platform, Topic topic, Class<T> type, T value) {
    var client = Map.<String, Object>of("bootstrap.servers", platform.bootstrapServers());
    try (var producer =
        new KafkaProducer<>(client, new StringSerializer(), new ByteArraySerializer())) {
      var bytes = AvroSerde.of(topic, type, platform.registry()).serializer().encode(value);
      return producer.send(new ProducerRecord<>(topic.name(), "p-3", bytes)).get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("not written", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
