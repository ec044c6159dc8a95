package dev.wardstream.cli.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wardstream.cli.Main;
import dev.wardstream.cli.device.Uplink;
import dev.wardstream.cli.log.LogReader;
import dev.wardstream.cli.simulate.Pace;
import dev.wardstream.cli.simulate.Simulation;
import dev.wardstream.cli.terminal.CommandFailed;
import dev.wardstream.cli.ward.Admission;
import dev.wardstream.cli.ward.Ward;
import dev.wardstream.edge.access.Principal;
import dev.wardstream.edge.access.Role;
import dev.wardstream.schemas.Topics;
import dev.wardstream.schemas.avro.AlertEvent;
import dev.wardstream.schemas.avro.AlertEventType;
import dev.wardstream.schemas.avro.DeviceReadings;
import dev.wardstream.schemas.registry.AvroSerde;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlatformIT {
  private static final Duration LIMIT = Duration.ofMinutes(2);

  @TempDir private Path folder;

  @Test
  void everyReadingOfAFaultyWardArrivesAlsoAcrossARestart() throws InterruptedException {
    var config = PlatformConfig.ephemeral().in(folder.resolve("data"));
    var ward = Ward.of("test", 4);
    var length = Duration.ofMinutes(5);
    long records;
    try (var platform = Platform.start(config)) {
      assertThat(platform.folder().running()).contains(platform.addresses());
      play(platform, ward, length);
      records = seconds(platform).values().stream().mapToLong(Set::size).sum();
    }
    try (var again = Platform.start(config)) {
      assertThat(seconds(again).values().stream().mapToLong(Set::size).sum()).isEqualTo(records);
      play(again, ward, length);
      assertThat(seconds(again)).hasSize(4);
    }
    assertThat(new DataFolder(folder.resolve("data")).running()).isEmpty();
  }

  private static void play(Platform platform, Ward ward, Duration length)
      throws InterruptedException {
    var before = seconds(platform);
    var clock = Clock.systemUTC();
    var pace = Pace.catchingUp(clock.instant(), length, 30);
    try (var admission = Admission.at(platform.bootstrapServers(), platform.registry())) {
      admission.admit(ward, pace.first(), List.of());
    }
    var uplink = Uplink.to(platform.uri(), new MintedTokens(platform.mint()), clock);
    try (var simulation = Simulation.start(ward, pace, uplink, 7L)) {
      assertThat(simulation.await(LIMIT)).isTrue();
      var readings = simulation.figures().readings();
      assertThat(readings.measured()).isEqualTo(4 * length.toSeconds());
      assertThat(readings.acknowledged()).isEqualTo(readings.measured());
      assertThat(simulation.figures().lines().faults()).isNotEmpty();
    }
    seconds(platform)
        .forEach((patient, times) -> {
          times.removeAll(before.getOrDefault(patient, Set.of()));
          assertThat(times).as(patient).hasSize((int) length.toSeconds());
        });
  }

  /** Event times in the log, by patient. */
  private static Map<String, Set<Instant>> seconds(Platform platform) {
    var seconds = new TreeMap<String, Set<Instant>>();
    var serde = AvroSerde.of(Topics.VITALS_READINGS, DeviceReadings.class, platform.registry());
    try (var reader = LogReader.of(platform.bootstrapServers(), Topics.VITALS_READINGS.name());
        var deserializer = serde.deserializer()) {
      reader.read(
          reader.everything(),
          record ->
              deserializer
                  .decode(record.value())
                  .getReadings()
                  .forEach(reading ->
                      seconds
                          .computeIfAbsent(
                              new String(record.key(), StandardCharsets.UTF_8),
                              _ -> new TreeSet<>())
                          .add(reading.getT())),
          _ -> {});
    }
    return seconds;
  }

  @Test
  void demoIdentitiesAreForThisComputerOnlyAndNothingIsLeftBehind()
      throws IOException, InterruptedException {
    Path root;
    try (var platform = Platform.start(PlatformConfig.ephemeral().with(Demo.of("w", Set.of())));
        var http = HttpClient.newHttpClient()) {
      root = platform.folder().root();
      var page =
          http.send(
              HttpRequest.newBuilder(platform.uri().resolve("/v1/demo")).build(),
              HttpResponse.BodyHandlers.ofString());
      assertThat(page.statusCode()).isEqualTo(200);
      assertThat(page.body()).contains("\"ward\":\"w\"", "Nurse", "token");
      assertThatThrownBy(
              () -> Platform.start(PlatformConfig.ephemeral().onPort(platform.uri().getPort())))
          .isInstanceOf(CommandFailed.class)
          .hasMessageContaining("in use");
      assertThatThrownBy(() -> Platform.start(PlatformConfig.ephemeral().in(root)))
          .isInstanceOf(CommandFailed.class)
          .hasMessageContaining("Another");
    }
    assertThat(Files.exists(root)).isFalse();
  }

  /** A value that cannot be missed, the alert it makes, and the way back, all over the wire. */
  @Test
  void anAlertOfTheRunningPlatformIsExplainedOverHttp() throws InterruptedException {
    try (var platform = Platform.start(PlatformConfig.ephemeral())) {
      play(platform, Ward.of("test", 4), Duration.ofMinutes(5));
      var patient = Ward.of("test", 4).beds().getFirst().patient();
      var nurse =
          new Principal(
              "nurse-1", Set.of(Role.NURSE), Set.of("test"), Set.of(), Set.of(), Instant.EPOCH);
      var token = platform.mint().issue(nurse, Duration.ofMinutes(5));

      var unknown = why(platform, "none", "--patient", patient, "--token", token);
      assertThat(unknown).contains("404", "UNKNOWN_ALERT", "not in the log");
      assertThat(why(platform, "none", "--token", "nonsense")).contains("401", "UNAUTHENTICATED");
      for (var alert : alerts(platform)) {
        assertThat(why(platform, alert, "--token", token))
            .contains("alert " + alert, "RAISED", "vitals.readings/")
            .doesNotContain("Missing");
      }
    }
  }

  /** What the command prints. */
  private static String why(Platform platform, String alert, String... more) {
    var out = new StringWriter();
    var all = new ArrayList<>(List.of("why", alert, "--url", platform.uri().toString()));
    all.addAll(List.of(more));
    Main.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(out, true))
        .execute(all.toArray(new String[0]));
    return out.toString();
  }

  /** Ids of alerts that readings raised. */
  private static Set<String> alerts(Platform platform) {
    var alerts = new TreeSet<String>();
    var serde = AvroSerde.of(Topics.ALERTS_EVENTS, AlertEvent.class, platform.registry());
    try (var reader = LogReader.of(platform.bootstrapServers(), Topics.ALERTS_EVENTS.name());
        var deserializer = serde.deserializer()) {
      reader.read(
          reader.everything(),
          record -> {
            var event = deserializer.decode(record.value());
            if (event.getType() == AlertEventType.RAISED && !event.getReadings().isEmpty()) {
              alerts.add(event.getAlertId());
            }
          },
          _ -> {});
    }
    return alerts;
  }

  @Test
  void aPortInUseIsSaidBeforeAnythingIsMade() throws IOException {
    var data = folder.resolve("none");
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var config = PlatformConfig.ephemeral().in(data).onPort(taken.getLocalPort());
      assertThatThrownBy(() -> Platform.start(config)).hasMessageContaining("--port");
    }
    assertThat(data).doesNotExist();
  }
}
