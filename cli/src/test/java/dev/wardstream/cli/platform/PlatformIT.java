package dev.wardstream.cli.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wardstream.cli.device.Uplink;
import dev.wardstream.cli.simulate.Pace;
import dev.wardstream.cli.simulate.Simulation;
import dev.wardstream.cli.terminal.CommandFailed;
import dev.wardstream.cli.ward.Admission;
import dev.wardstream.cli.ward.Ward;
import dev.wardstream.desk.log.LogReader;
import dev.wardstream.schemas.Topics;
import dev.wardstream.schemas.avro.DeviceReadings;
import dev.wardstream.schemas.registry.AvroSerde;
import java.io.IOException;
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

  @Test
  void demoAccountsHaveANewPasswordAtEachStart() {
    var demo = Demo.of("w", Set.of());
    try (var platform = Platform.start(PlatformConfig.ephemeral())) {
      var accounts = platform.accounts();
      var first = demo.provide(accounts.admin());
      var second = demo.provide(accounts.admin());
      assertThat(second).isNotEqualTo(first);
      assertThatCode(() -> accounts.signIns().signIn("demo-nurse", second, "test"))
          .doesNotThrowAnyException();
      assertThatThrownBy(() -> accounts.signIns().signIn("demo-nurse", first, "test"))
          .hasMessageContaining("wrong");
    }
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
