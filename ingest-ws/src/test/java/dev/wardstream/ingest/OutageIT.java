package dev.wardstream.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wardstream.schemas.Topics;
import dev.wardstream.schemas.avro.DeviceReadings;
import io.micrometer.core.instrument.Counter;
import java.time.Duration;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class OutageIT {
  private static final Pattern ID = Pattern.compile("\\{\"id\":([0-9]+),\"(ok|error)\":");

  private static String put(long seq) {
    return "{\"id\":%1$d,\"put\":{\"device\":\"mon-1\",\"boot\":1,\"seq\":%1$d,\"readings\":[{\"t\":%1$d,\"hr\":72}]}}"
        .formatted(seq);
  }

  @Test
  void losesNothingAcknowledgedAndNeverCallsATimeoutAFailure() {
    try (var ward = new Ward("DELIVERY_TIMEOUT", "PT3S", "REQUEST_TIMEOUT", "PT1S")) {
      var client = ward.connect(ward.device("mon-1"));
      var acknowledged = new TreeSet<Long>();
      var unknown = new TreeSet<Long>();
      collect(client, 1, 200, acknowledged, unknown);
      assertThat(acknowledged).hasSize(200);

      ward.kafka.stop();
      collect(client, 201, 300, acknowledged, unknown);
      assertThat(unknown).isNotEmpty();
      assertThat(acknowledged).hasSize(200);

      ward.kafka.start();
      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> {
            collect(client, 301, 301, acknowledged, unknown);
            return acknowledged.contains(301L);
          });
      for (var seq : new HashSet<>(unknown)) {
        collect(client, seq, seq, acknowledged, unknown);
      }
      assertThat(acknowledged).hasSize(301);
      assertThat(ward.read(Topics.VITALS_UNASSIGNED, DeviceReadings.class))
          .extracting(record -> record.value().getSeq())
          .containsAll(acknowledged);
    }
  }

  private static void collect(
      Client client, long first, long last, Set<Long> acknowledged, Set<Long> unknown) {
    for (var seq = first; seq <= last; seq++) {
      client.send(put(seq));
    }
    for (var seq = first; seq <= last; seq++) {
      var answer = client.line();
      var matcher = ID.matcher(answer);
      assertThat(matcher.lookingAt()).as(answer).isTrue();
      var id = Long.parseLong(matcher.group(1));
      if (matcher.group(2).equals("ok")) {
        acknowledged.add(id);
      } else {
        assertThat(answer).containsAnyOf("UNKNOWN_OUTCOME", "UNAVAILABLE");
        assertThat(answer).contains("\"retry\":true");
        unknown.add(id);
      }
    }
  }

  @Test
  void saysThatItIsNotReadyWhileKafkaTakesNothingAndRecoversByItself() {
    try (var ward = new Ward()) {
      var client = ward.connect(ward.device("mon-1"));
      assertThat(client.ask(put(1))).contains("\"ok\"");
      var ready = Objects.requireNonNull(ward.service.readiness().get("ingest-kafka"));
      assertThat(ready.get()).isEmpty();
      ward.kafka.stop();
      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> {
            client.send(put(2));
            return ready.get().isPresent();
          });
      assertThat(ward.metrics.find("wardstream.ingest.unavailable").counters())
          .extracting(Counter::count)
          .anyMatch(count -> count > 0);

      ward.kafka.start();
      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> {
            client.send(put(3));
            return client.line().startsWith("{\"id\":3,\"ok\":");
          });
      assertThat(ready.get()).isEmpty();
    }
  }

  @Test
  void refusesBeforeSendingWhenTooMuchIsInFlightAndStopsReading() {
    try (var ward = new Ward("IN_FLIGHT_BYTES", "100000", "PENDING_REQUESTS", "2000")) {
      var client = ward.connect(ward.device("mon-1"));
      assertThat(client.ask(put(1))).contains("\"ok\"");
      ward.kafka.stop();
      var sender =
          CompletableFuture.runAsync(() -> {
            for (var seq = 2; seq <= 20_000; seq++) {
              client.send(put(seq));
            }
          });
      assertThat(client.line()).contains("\"code\":\"UNAVAILABLE\"").contains("\"afterMs\":");
      ward.kafka.start();
      for (var seq = 3; seq <= 20_000; seq++) {
        assertThat(client.line()).containsAnyOf("\"ok\"", "UNAVAILABLE");
      }
      sender.join();
      assertThat(ward.metrics.get("wardstream.ingest.inflight.bytes").gauge().value()).isZero();
    }
  }
}
