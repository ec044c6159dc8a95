package dev.wardstream.alerts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wardstream.schemas.Topics;
import dev.wardstream.schemas.avro.Vital;
import java.nio.file.Path;
import java.time.Instant;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An alert bears the trace of the readings that raised it. */
class TraceTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final String TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

  @TempDir private Path folder;

  @Test
  void goesFromThePutThatDecidesToTheEvent() {
    try (var job = new JobSimulation(folder, NOON)) {
      for (int i = 0; i < 3; i++) {
        var at = NOON.plusSeconds(8L * i);
        var put = Given.reading("mon", i + 1, at, Vital.SPO2, "88");
        var headers = new RecordHeaders();
        if (i == 2) {
          headers.add("traceparent", TRACE.getBytes(UTF_8)).add("other", new byte[] {1});
        }
        job.write(Topics.VITALS_READINGS, "anna", put, at, headers);
      }

      assertThat(job.raw(Topics.ALERTS_EVENTS.name()))
          .singleElement()
          .satisfies(event ->
              assertThat(event.headers())
                  .extracting(header -> header.key() + "=" + new String(header.value(), UTF_8))
                  .containsExactly("traceparent=" + TRACE));
      assertThat(job.meters().timer("wardstream.alerts.delay").count()).isEqualTo(1);
    }
  }
}
