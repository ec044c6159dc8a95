package dev.wardstream.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import dev.wardstream.edge.access.Role;
import dev.wardstream.schemas.Topics;
import dev.wardstream.schemas.avro.CareRoom;
import dev.wardstream.schemas.avro.DeviceReadings;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/**
 * What a session says stays out of logs and metrics, down to debug; its trace does not get lost.
 */
class ConfidentialIT {
  private static final String VITAL = "61.7351";
  private static final String TEXT = "canary-text";
  private static final String WRONG = "canary-wrong";
  private static final String TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

  /** Every line that is logged, as the services write it. */
  private static final class Lines extends AppenderBase<ILoggingEvent> {
    private final Queue<String> lines = new ConcurrentLinkedQueue<>();
    private final JsonEncoder encoder = new JsonEncoder();

    @Override
    protected void append(ILoggingEvent event) {
      lines.add(new String(encoder.encode(event), UTF_8));
    }
  }

  private final Lines log = new Lines();
  private Logger root;
  private Level before;
  private Ward ward;

  @BeforeEach
  void start() {
    var loggers = (LoggerContext) LoggerFactory.getILoggerFactory();
    root = loggers.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    before = root.getLevel();
    log.setContext(loggers);
    log.start();
    log.encoder.start();
    root.addAppender(log);
    loggers.getLogger("dev.wardstream").setLevel(Level.DEBUG);
    loggers.getLogger("io.undertow").setLevel(Level.DEBUG);
    ward = new Ward();
  }

  @AfterEach
  void stop() {
    ward.close();
    root.detachAppender(log);
    root.setLevel(before);
  }

  private static String put(long seq, String reading) {
    return "{\"id\":1,\"put\":{\"device\":\"mon-1\",\"boot\":1,\"seq\":%d,\"readings\":[%s]}}"
        .formatted(seq, reading);
  }

  @Test
  void nothingThatWasSaidIsLoggedOrMeasured() {
    var token = ward.device("mon-1");
    try (var client = ward.connect(token)) {
      assertThat(client.ask(put(1, "{\"t\":1,\"hr\":" + VITAL + "}"))).contains("\"ok\"");
      assertThat(client.ask(put(2, "{\"t\":1,\"hr\":\"" + WRONG + "\"}"))).contains("rejected");
      assertThat(client.ask(put(3, "{\"t\":1,\"" + WRONG + "\":" + VITAL + "}"))).isNotEmpty();
      assertThat(client.ask("{\"id\":1,\"put\":{\"" + WRONG)).contains("MALFORMED");
      assertThat(client.ask("{\"id\":1,\"" + WRONG + "\":{}}")).contains("UNKNOWN_VERB");
    }
    var nurse = ward.token("nurse-1", Role.NURSE, Set.of(), Set.of());
    say(nurse);
    ward.server.close();

    assertThat(log.lines)
        .as("something was logged")
        .anyMatch(line -> line.contains("edge listens"))
        .noneMatch(ConfidentialIT::tells)
        .noneMatch(line -> line.contains(token) || line.contains(nurse))
        .allMatch(line -> line.startsWith("{") && line.indexOf('\n') == line.length() - 1);
    assertThat(ward.metrics.scrape().lines().toList())
        .anyMatch(line -> line.startsWith("wardstream_ingest_rejected_total"))
        .anyMatch(line -> line.startsWith("kafka_producer_buffer_available_bytes"))
        .noneMatch(ConfidentialIT::tells)
        .noneMatch(line -> line.contains("mon-1") || line.contains("nurse-1"));
  }

  private void say(String nurse) {
    ward.write(
        Topics.CARE_ROOMS, CareRoom.class, "room-1", new CareRoom(List.of("nurse-1"), null, null));
    try (var client = ward.connect(nurse)) {
      Awaitility.await()
          .atMost(Duration.ofSeconds(30))
          .until(() ->
              client
                  .ask(
                      "{\"id\":1,\"say\":{\"room\":\"room-1\",\"key\":\"k\",\"text\":\"%s\"}}"
                          .formatted(TEXT))
                  .contains("\"ok\""));
    }
  }

  private static boolean tells(String line) {
    return line.contains(VITAL) || line.contains(TEXT) || line.contains(WRONG);
  }

  @Test
  void aTraceIsCarriedWhenTheClientSentOne() {
    try (var traced = Client.connect(ward.server.port(), ward.device("mon-2"), TRACE);
        var plain = ward.connect(ward.device("mon-1"))) {
      var request = put(7, "{\"t\":1,\"hr\":60}");
      assertThat(traced.ask(request.replace("mon-1", "mon-2"))).contains("\"ok\"");
      assertThat(plain.ask(request)).contains("\"ok\"");
    }

    assertThat(ward.read(Topics.VITALS_UNASSIGNED, DeviceReadings.class))
        .extracting(record ->
            record.key()
                + " "
                + (record.headers().lastHeader("traceparent") == null
                    ? "none"
                    : new String(record.headers().lastHeader("traceparent").value(), UTF_8)))
        .containsExactlyInAnyOrder("mon-1 none", "mon-2 " + TRACE);
  }
}
