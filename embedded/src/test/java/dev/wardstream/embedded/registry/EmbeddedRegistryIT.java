package dev.wardstream.embedded.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.wardstream.embedded.broker.EmbeddedKafka;
import dev.wardstream.schemas.Topics;
import dev.wardstream.schemas.avro.DeviceReadings;
import dev.wardstream.schemas.registry.AvroSerde;
import dev.wardstream.schemas.registry.RegistryClient;
import dev.wardstream.schemas.registry.RegistryError;
import dev.wardstream.schemas.registry.RegistryException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EmbeddedRegistryIT {
  private static final Schema ONE = record().requiredString("a").endRecord();
  private static final Schema TWO = record().requiredString("a").optionalString("b").endRecord();
  private static final Schema BREAKING =
      record().requiredString("a").requiredString("c").endRecord();
  private static final AtomicInteger SUBJECTS = new AtomicInteger();

  private static EmbeddedKafka kafka;
  private static EmbeddedRegistry registry;
  private static HttpClient http;

  private final String subject = "subject-" + SUBJECTS.incrementAndGet();

  @BeforeAll
  static void start() {
    kafka = EmbeddedKafka.builder().start();
    registry = EmbeddedRegistry.start(kafka.bootstrapServers());
    http = HttpClient.newHttpClient();
  }

  @AfterAll
  static void stop() {
    http.close();
    registry.close();
    kafka.close();
  }

  @Test
  void servesWhatAClientRegistered() {
    try (var client = new RegistryClient(registry.uri());
        var other = new RegistryClient(registry.uri())) {
      var id = client.register(subject, ONE);
      assertThat(other.byId(id)).isEqualTo(ONE);
      assertThat(other.latest(subject).version()).isEqualTo(1);
      assertThat(client.register(subject + "-twin", ONE)).isEqualTo(id);
      assertThat(client.register(subject, TWO)).isNotEqualTo(id);
      assertThat(other.latest(subject).schema()).isEqualTo(TWO);
    }
  }

  @Test
  void refusesASchemaThatCannotReadTheVersionBefore() {
    try (var client = new RegistryClient(registry.uri())) {
      client.register(subject, ONE);
      assertThatExceptionOfType(RegistryException.class)
          .isThrownBy(() -> client.register(subject, BREAKING))
          .withMessageContaining("READER_FIELD_MISSING_DEFAULT_VALUE")
          .satisfies(e -> assertThat(e.error()).isEqualTo(RegistryError.INCOMPATIBLE_SCHEMA));
    }
  }

  @Test
  void keepsItsSchemasAndIdsAcrossRestarts() {
    try (var client = new RegistryClient(registry.uri())) {
      client.register(subject, ONE);
      client.register(subject, TWO);
    }
    var before = send("GET", "/subjects/" + subject + "/versions/2", "").body();
    var level = send("PUT", "/config/" + subject, "{\"compatibility\":\"FULL\"}");
    assertThat(level.statusCode()).isEqualTo(200);
    registry.close();
    registry = EmbeddedRegistry.start(kafka.bootstrapServers());
    assertThat(send("GET", "/subjects/" + subject + "/versions", "").body()).isEqualTo("[1, 2]");
    assertThat(send("GET", "/subjects/" + subject + "/versions/2", "").body()).isEqualTo(before);
    assertThat(send("GET", "/config/" + subject, "").body())
        .isEqualTo("{\"compatibilityLevel\":\"FULL\"}");
  }

  @Test
  void carriesTheSerdesOfTheCatalogue() {
    try (var writing = new RegistryClient(registry.uri());
        var reading = new RegistryClient(registry.uri())) {
      var written = new DeviceReadings("monitor-7", 1L, 2L, List.of(), 0);
      var bytes = serde(writing).serializer().encode(written);
      assertThat(serde(reading).deserializer().decode(bytes)).isEqualTo(written);
      assertThat(bytes[0]).isZero();
    }
  }

  @Test
  void asksTheNetworkOnceForAnIdItDoesNotKnow() {
    try (var client = new RegistryClient(registry.uri())) {
      for (var attempt = 0; attempt < 2; attempt++) {
        assertThatExceptionOfType(RegistryException.class)
            .isThrownBy(() -> client.byId(987_654))
            .satisfies(e -> assertThat(e.error()).isEqualTo(RegistryError.SCHEMA_NOT_FOUND));
      }
    }
  }

  @ParameterizedTest(name = "{0} {1} {2} answers {3} with {4}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          GET  | /                                              |                            | 200 | {}
          GET  | /schemas/types                                 |                            | 200 | AVRO
          GET  | /config                                        |                            | 200 | BACKWARD
          GET  | /nowhere                                       |                            | 404 | 404
          PUT  | /subjects                                      | {}                         | 405 | 405
          GET  | /subjects/none/versions                        |                            | 404 | 40401
          GET  | /subjects/none/versions/latest                 |                            | 404 | 40401
          GET  | /subjects/known/versions/7                     |                            | 404 | 40402
          GET  | /subjects/known/versions/x                     |                            | 422 | 42202
          GET  | /subjects/known/versions/1/schema              |                            | 200 | {"type":"record"
          GET  | /schemas/ids/987654                            |                            | 404 | 40403
          GET  | /schemas/ids/x                                 |                            | 404 | 40403
          GET  | /config/known                                  |                            | 404 | 40408
          GET  | /config/known?defaultToGlobal=true             |                            | 200 | BACKWARD
          PUT  | /config/known                                  | {"compatibility":"SOME"}   | 422 | 42203
          POST | /subjects/none                                 | {"schema":"\\"string\\""}  | 404 | 40401
          POST | /subjects/known                                | {"schema":"\\"string\\""}  | 404 | 40403
          POST | /subjects/known/versions                       | {"schema":"\\"string\\""}  | 409 | 409
          POST | /subjects/known/versions                       | {"schema":"nonsense"}      | 422 | 42201
          POST | /subjects/known/versions                       | not json                   | 422 | 42201
          POST | /subjects/known/versions                       | {"schemaType":"JSON"}      | 422 | 42201
          POST | /compatibility/subjects/known/versions/latest  | {"schema":"\\"string\\""}  | 200 | false
          POST | /compatibility/subjects/known/versions/1       | {"schema":"\\"string\\""}  | 200 | false
          """)
  void answersAsConfluentDoes(String method, String path, String body, int status, String part) {
    registry.local().register("known", ONE);
    var response = send(method, path, body == null ? "" : body);
    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(response.body()).contains(part);
    assertThat(response.headers().firstValue("content-type"))
        .contains("application/vnd.schemaregistry.v1+json");
  }

  @Test
  void findsTheVersionOfASchema() {
    registry.local().register(subject, ONE);
    var response = send("POST", "/subjects/" + subject, "{\"schema\":" + quoted(ONE) + "}");
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).contains("\"subject\":\"" + subject + "\",\"version\":1");
  }

  @Test
  void refusesABodyThatIsTooLarge() {
    var response = send("POST", "/subjects/large/versions", "x".repeat(1 << 21));
    assertThat(response.statusCode()).isEqualTo(413);
  }

  @Test
  void refusesWhatAWebPageCouldSendWithoutPermission() throws Exception {
    var request =
        HttpRequest.newBuilder(registry.uri().resolve("/subjects/page/versions"))
            .header("Content-Type", "text/plain")
            .POST(BodyPublishers.ofString("{\"schema\":\"\\\"string\\\"\"}"))
            .build();
    assertThat(http.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(415);
  }

  @Test
  void tellsClearlyThatTheRegistryIsNotThere() {
    try (var client = new RegistryClient(URI.create("http://127.0.0.1:1"))) {
      assertThatExceptionOfType(RegistryException.class)
          .isThrownBy(() -> client.byId(1))
          .withMessageContaining("GET http://127.0.0.1:1/schemas/ids/1")
          .satisfies(e -> assertThat(e.error()).isEqualTo(RegistryError.UNAVAILABLE));
    }
  }

  private static AvroSerde<DeviceReadings> serde(RegistryClient client) {
    return AvroSerde.of(Topics.VITALS_READINGS, DeviceReadings.class, client);
  }

  private static HttpResponse<String> send(String method, String path, String body) {
    var request =
        HttpRequest.newBuilder(registry.uri().resolve(path))
            .timeout(Duration.ofSeconds(30))
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(body))
            .build();
    return http.sendAsync(request, BodyHandlers.ofString()).join();
  }

  private static String quoted(Schema schema) {
    return "\"" + schema.toString().replace("\"", "\\\"") + "\"";
  }

  private static SchemaBuilder.FieldAssembler<Schema> record() {
    return SchemaBuilder.record("R").namespace("test").fields();
  }
}
