package dev.wardstream.embedded.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.wardstream.schemas.Topics;
import dev.wardstream.schemas.avro.DeviceReadings;
import dev.wardstream.schemas.registry.AvroSerde;
import dev.wardstream.schemas.registry.RegistryClient;
import dev.wardstream.schemas.registry.RegistryError;
import dev.wardstream.schemas.registry.RegistryException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.apache.avro.SchemaBuilder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Our client against somebody else's registry: Apicurio Registry in a process of its own. */
@Tag("apicurio")
class ApicurioIT {
  private static final Path HOME = Path.of(System.getProperty("apicurio.home", "."));
  private static final Pattern LISTENING = Pattern.compile("Listening on: (http://[\\d.:]+\\d)");

  private static Process process;
  private static RegistryClient client;
  private static URI base;

  @BeforeAll
  static void start() throws IOException {
    var log = HOME.resolve("apicurio.out");
    Files.deleteIfExists(log);
    process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx400m",
                "-Dquarkus.http.host=127.0.0.1",
                "-Dquarkus.http.port=0",
                "-Dquarkus.management.host=127.0.0.1",
                "-Dquarkus.management.port=0",
                "-jar",
                "quarkus-run.jar")
            .directory(HOME.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    var address =
        await("Apicurio listens, see " + log)
            .atMost(Duration.ofMinutes(3))
            .failFast(() -> assertThat(process.isAlive()).isTrue())
            .until(() -> address(log), Optional::isPresent);
    base = URI.create(address.orElseThrow() + "/apis/ccompat/v7/");
    client = new RegistryClient(base);
  }

  @AfterAll
  static void stop() throws InterruptedException {
    client.close();
    process.destroy();
    if (!process.waitFor(20, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
    }
  }

  @Test
  void registersFetchesAndDecodes() {
    var written = new DeviceReadings("monitor-7", 1L, 2L, List.of(), 0);
    var bytes = serde(client).serializer().encode(written);
    try (var other = new RegistryClient(base)) {
      assertThat(serde(other).deserializer().decode(bytes)).isEqualTo(written);
      assertThat(other.latest(Topics.VITALS_READINGS.subject()).version()).isEqualTo(1);
    }
  }

  @Test
  void understandsRefusals() throws Exception {
    setBackward();
    var fields = SchemaBuilder.record("R").fields();
    client.register("strict", fields.requiredString("a").endRecord());
    var breaking = SchemaBuilder.record("R").fields().requiredLong("b").endRecord();
    assertThat(error(() -> client.register("strict", breaking)))
        .isEqualTo(RegistryError.INCOMPATIBLE_SCHEMA);
    assertThat(error(() -> client.byId(987_654))).isEqualTo(RegistryError.SCHEMA_NOT_FOUND);
    assertThat(error(() -> client.latest("none"))).isEqualTo(RegistryError.SUBJECT_NOT_FOUND);
  }

  private static RegistryError error(Runnable call) {
    var thrown = new RegistryException[1];
    assertThatExceptionOfType(RegistryException.class)
        .isThrownBy(call::run)
        .satisfies(e -> thrown[0] = e);
    return thrown[0].error();
  }

  private static void setBackward() throws Exception {
    try (var http = HttpClient.newHttpClient()) {
      var request =
          HttpRequest.newBuilder(base.resolve("config"))
              .header("Content-Type", "application/json")
              .PUT(BodyPublishers.ofString("{\"compatibility\":\"BACKWARD\"}"))
              .build();
      assertThat(http.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
    }
  }

  private static AvroSerde<DeviceReadings> serde(RegistryClient client) {
    return AvroSerde.of(Topics.VITALS_READINGS, DeviceReadings.class, client);
  }

  private static Optional<String> address(Path log) throws IOException {
    var matcher = LISTENING.matcher(Files.readString(log));
    return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
  }
}
