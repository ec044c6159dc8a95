package dev.wardstream.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wardstream.edge.access.Role;
import dev.wardstream.schemas.avro.AlertEvent;
import dev.wardstream.schemas.avro.AlertEventType;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** From a device's socket through Kafka and the rules to a nurse's socket. */
class EndToEndIT {
  private static final JsonMapper JSON = new JsonMapper();
  private static World world;

  @BeforeAll
  static void start() {
    world = World.start();
  }

  @AfterAll
  static void stop() {
    world.close();
  }

  @Test
  void threeLowReadingsOverFifteenSecondsRaiseOneAlertThatNamesThem() {
    world.admit("p-e2e", "icu-e2e", "1");
    world.associate("mon-e2e", "p-e2e");
    var now = Instant.now();
    try (var nurse = world.nurse("icu-e2e");
        var device = world.device("mon-e2e")) {
      int alerts = nurse.ask(sub("wards/icu-e2e/alerts", "\"snapshot\"")).at("/ok/sub").asInt();
      nurse.await(line -> line.path("sub").asInt(-1) == alerts && line.has("live"));

      var first = device.ask(put("mon-e2e", 1, now.minusSeconds(15), "89"));
      var second = device.ask(put("mon-e2e", 2, now.minusSeconds(7), "89"));
      var third = device.ask(put("mon-e2e", 3, now, "89"));
      var repeat = device.ask(put("mon-e2e", 3, now, "89"));

      assertThat(repeat.has("ok")).as("a repeat is acknowledged like any put").isTrue();
      var raised = nurse.await(line -> !items(line, alerts).isEmpty());
      var event = items(raised, alerts).getFirst().path("data");
      assertThat(event.path("type").asString()).isEqualTo("RAISED");
      assertThat(event.path("family").asString()).isEqualTo("SPO2_LOW");
      assertThat(event.path("severity").asString()).isEqualTo("MEDIUM");
      assertThat(Instant.parse(event.path("eventTime").asString()).toEpochMilli())
          .isEqualTo(now.toEpochMilli());
      assertThat(positions(event)).containsExactly(at(first), at(second), at(third));

      var last = device.ask(put("mon-e2e", 4, now.plusMillis(200), "89"));
      world.awaitDecided(at(last));
      assertThat(nurse.data(alerts))
          .extracting(item -> item.at("/data/type").asString())
          .as("one alert, whatever was repeated")
          .containsOnlyOnce("RAISED")
          .isSubsetOf("RAISED", "DELIVERED");
    }
  }

  @Test
  void aReadingReachesTheWardWithItsDecimals() {
    world.admit("p-dec", "icu-dec", "1");
    world.associate("mon-dec", "p-dec");
    try (var nurse = world.nurse("icu-dec");
        var device = world.device("mon-dec")) {
      int vitals = nurse.ask(sub("wards/icu-dec/vitals", "\"live\"")).at("/ok/sub").asInt();
      device.ask(
          "\"put\":{\"device\":\"mon-dec\",\"boot\":1,\"seq\":1,\"readings\":[{\"t\":%d,\"temp\":38.05,\"spo2\":97.50}]}"
              .formatted(System.currentTimeMillis()));

      var line = nurse.await(received -> !items(received, vitals).isEmpty());
      assertThat(line.toString()).contains("\"temp\":38.05").contains("\"spo2\":97.50");
    }
  }

  @Test
  void whatIfByTheRulesInForceFindsWhatTheAlertJobHasTold() throws Exception {
    world.admit("p-if", "icu-if", "1");
    world.associate("mon-if", "p-if");
    var now = Instant.now();
    var values = List.of("89", "88", "88", "97", "97", "97", "97");
    try (var device = world.device("mon-if")) {
      var position = "";
      for (var i = 0; i < values.size(); i++) {
        var at = now.minusSeconds(8L * (values.size() - i));
        position = at(device.ask(put("mon-if", i + 1, at, values.get(i))));
      }
      world.awaitDecided(position);
    }
    var rules =
        world.http("icu-if", "GET", "/v1/rules/adult-continuous", "").path("yaml").asString();
    var question =
        Map.of("yaml", rules, "patients", List.of("p-if"), "from", "" + now.minusSeconds(300));
    var answer =
        world.http("icu-if", "POST", "/v1/rules/what-if", JSON.writeValueAsString(question));
    var found = answer.at("/result/patients/0/alerts").valueStream().toList();
    assertThat(found)
        .extracting(alert -> alert.path("family").asString())
        .containsExactlyInAnyOrder("SIGNAL_LOST:SPO2", "SPO2_LOW", "NEWS2");
    for (var alert : found) {
      var told = world.alertEvents("p-if", alert.path("family").asString());
      assertThat(alert.path("kind").asString()).as(answer.toString()).isEqualTo("SAME");
      assertThat(alert.at("/before/from").asLong()).isEqualTo(when(told, AlertEventType.RAISED));
      assertThat(alert.at("/before/to").asLong(0)).isEqualTo(when(told, AlertEventType.CLEARED));
    }
  }

  /** When the only event of that type was emitted; 0 when there is none. */
  private static long when(List<AlertEvent> told, AlertEventType type) {
    var times =
        told.stream()
            .filter(event -> event.getType() == type)
            .map(event -> event.getEmittedAt().toEpochMilli())
            .toList();
    assertThat(times).hasSizeLessThanOrEqualTo(1);
    return times.isEmpty() ? 0 : times.getFirst();
  }

  @Test
  void aReadingOfADeviceWithoutAPatientIsKeptAndSaidSo() {
    try (var device = world.device("mon-lonely")) {
      var answer = device.ask(put("mon-lonely", 1, Instant.now(), "97"));

      assertThat(answer.at("/ok/at/0").asString()).startsWith("vitals.unassigned/");
      assertThat(answer.at("/ok/unassigned/0").asInt(-1)).isZero();
    }
  }

  @Test
  void whatIsSaidInARoomReachesItsMembersInOrder() {
    world.room("room-1", List.of("doctor-1", "nurse-1"));
    try (var doctor = world.person("doctor-1", Role.DOCTOR, "icu-1");
        var doctorReads = world.watcher("doctor-1", Role.DOCTOR, "icu-1")) {
      int room =
          doctorReads.ask(sub("rooms/room-1/messages", "\"snapshot\"")).at("/ok/sub").asInt();
      doctorReads.await(line -> line.path("sub").asInt(-1) == room && line.has("live"));
      for (int i = 0; i < 5; i++) {
        var said =
            doctor.ask(
                "\"say\":{\"room\":\"room-1\",\"key\":\"k%d\",\"text\":\"m%d\"}".formatted(i, i));
        assertThat(said.at("/ok/at/0").asString()).startsWith("chat.messages/");
      }
      Awaitility.await()
          .atMost(WireClient.DEADLINE)
          .until(() -> doctorReads.data(room).size() == 5);
      assertThat(doctorReads.data(room))
          .extracting(item -> item.at("/data/text").asString())
          .containsExactly("m0", "m1", "m2", "m3", "m4");
    }
  }

  @Test
  void aNurseOfAnotherWardIsRefused() {
    world.admit("p-far", "icu-far", "1");
    try (var nurse = world.nurse("icu-near")) {
      for (var stream : List.of("wards/icu-far/vitals", "patients/p-far/alerts")) {
        var refused = nurse.ask(sub(stream, "\"snapshot\""));
        assertThat(refused.at("/error/code").asString()).isEqualTo("FORBIDDEN");
      }
      assertThat(nurse.isOpen()).isTrue();
    }
  }

  @ParameterizedTest(name = "over {0}")
  @ValueSource(strings = {"sse", "poll"})
  void theTypeScriptClientFollowsAStream(String transport) throws IOException {
    var ward = "icu-" + transport;
    world.admit("p-" + transport, ward, "1");
    world.associate("mon-" + transport, "p-" + transport);
    var lines = new ConcurrentLinkedQueue<String>();
    var node =
        new ProcessBuilder(
            "node",
            "src/test/node/follow.mjs",
            world.platform().socket("/v1/push").toString(),
            "wards/" + ward + "/vitals",
            transport);
    node.environment()
        .put("WARDSTREAM_TOKEN", world.token("nurse-js", Role.NURSE, Set.of(ward), Set.of()));
    var process = node.redirectError(ProcessBuilder.Redirect.INHERIT).start();
    try (var device = world.device("mon-" + transport)) {
      Thread.ofVirtual().start(() -> process.inputReader().lines().forEach(lines::add));
      Awaitility.await().atMost(WireClient.DEADLINE).until(() -> lines.contains("live"));
      var seqs = IntStream.rangeClosed(1_001, 1_040).boxed().toList(); // no others have four digits
      for (int seq : seqs) {
        device.ask(put("mon-" + transport, seq, Instant.now(), "97"));
      }
      Awaitility.await().atMost(WireClient.DEADLINE).until(() -> lines.contains("1040"));
      assertThat(lines.stream().filter(line -> line.matches("[0-9]{4}")).map(Integer::valueOf))
          .containsExactlyElementsOf(seqs);
      process.outputWriter().close();
      Awaitility.await().atMost(WireClient.DEADLINE).until(() -> !process.isAlive());
    } finally {
      process.destroyForcibly();
    }
  }

  static String put(String device, long seq, Instant t, String spo2) {
    return "\"put\":{\"device\":\"%s\",\"boot\":1,\"seq\":%d,\"readings\":[{\"t\":%d,\"spo2\":%s}]}"
        .formatted(device, seq, t.toEpochMilli(), spo2);
  }

  static String sub(String stream, String from) {
    return "\"sub\":{\"stream\":\"%s\",\"from\":%s}".formatted(stream, from);
  }

  static List<JsonNode> items(JsonNode line, int sub) {
    return line.path("sub").asInt(-1) == sub ? line.path("data").valueStream().toList() : List.of();
  }

  static String at(JsonNode answer) {
    return answer.at("/ok/at/0").asString();
  }

  /** Every position of the ranges of an event, one by one. */
  private static List<String> positions(JsonNode event) {
    return event
        .path("readings")
        .valueStream()
        .flatMap(range ->
            java.util.stream.LongStream.rangeClosed(
                    range.path("first").asLong(), range.path("last").asLong())
                .mapToObj(offset ->
                    "%s/%d/%d"
                        .formatted(
                            range.path("topic").asString(),
                            range.path("partition").asInt(),
                            offset)))
        .toList();
  }
}
