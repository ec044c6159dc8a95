package dev.wardstream.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wardstream.schemas.Topics;
import dev.wardstream.schemas.avro.AlertEvent;
import dev.wardstream.schemas.avro.VitalsLatest;
import dev.wardstream.schemas.registry.AvroSerde;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

/**
 * What the job has committed so far, held against what it should have said.
 *
 * @param patience how long to wait for it
 */
record Said(Cluster cluster, Duration patience) {

  int count() {
    return cluster.raw(Topics.ALERTS_EVENTS).size();
  }

  /** Waits until everything up to these offsets is reflected, by partition of the readings. */
  void awaitReflected(Map<Integer, Long> last, JobProcess job) {
    await(
        job,
        () -> {
          Map<Integer, Long> reflected = new HashMap<>();
          cluster
              .read(Topics.VITALS_LATEST, VitalsLatest.class)
              .forEach(its ->
                  reflected.merge(its.partition(), its.value().orElseThrow().getUpTo(), Math::max));
          return reflected.equals(last);
        });
  }

  void await(JobProcess job, Callable<Boolean> condition) {
    org.awaitility.Awaitility.await()
        .atMost(patience)
        .until(() -> {
          job.requireAlive();
          return condition.call();
        });
  }

  /** Byte for byte; where they differ, in words. */
  void requireSame(Map<String, List<byte[]>> expected) {
    Map<String, List<byte[]>> actual = new TreeMap<>();
    cluster
        .raw(Topics.ALERTS_EVENTS)
        .forEach(its -> actual.computeIfAbsent(its.key(), _ -> new ArrayList<>()).add(its.value()));
    var serde = AvroSerde.of(Topics.ALERTS_EVENTS, AlertEvent.class, cluster.registry);
    try (var deserializer = serde.deserializer()) {
      assertThat(actual.keySet()).isEqualTo(expected.keySet());
      expected.forEach((patient, events) -> {
        var said = actual.getOrDefault(patient, List.of());
        for (int i = 0; i < Math.min(said.size(), events.size()); i++) {
          var event = deserializer.decode(said.get(i));
          var asExpected = deserializer.decode(events.get(i));
          assertThat(event)
              .as("event %d of %s: %s", i, patient, differences(event, asExpected))
              .isEqualTo(asExpected);
          assertThat(said.get(i)).isEqualTo(events.get(i));
        }
        assertThat(said).as("events of %s", patient).hasSameSizeAs(events);
      });
    }
  }

  /** On one line, because reports cut the rest off. */
  private static String differences(AlertEvent event, AlertEvent expected) {
    return event.getSchema().getFields().stream()
        .filter(field -> !Objects.equals(event.get(field.pos()), expected.get(field.pos())))
        .map(field ->
            "%s is %s, not %s"
                .formatted(field.name(), event.get(field.pos()), expected.get(field.pos())))
        .collect(Collectors.joining("; "));
  }
}
