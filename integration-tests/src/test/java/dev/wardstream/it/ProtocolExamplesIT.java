package dev.wardstream.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wardstream.edge.access.Principal;
import dev.wardstream.edge.access.Role;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The examples of the protocol, sent to the real thing: the documents say what happens. */
class ProtocolExamplesIT {
  private static final Path EXAMPLES = Path.of("..", "docs", "examples");
  private static final String NURSE = "nurse-of-icu-1";
  private static World world;

  @BeforeAll
  static void start() {
    world = World.start();
    world.admit("p-3", "icu-1", "7");
    world.associate("mon-7", "p-3");
    world.room("consult-42", List.of(NURSE));
  }

  @AfterAll
  static void stop() {
    world.close();
  }

  @ParameterizedTest(name = "{0} is answered like {1}")
  @CsvSource({
    "put, put-ok",
    "put-not-a-number, put-rejected",
    "put-corrected, put-ok",
    "act-pause, act-ok",
    "act-delivered, act-ok",
    "act-seen, act-ok",
    "say, say-ok",
    "sub, sub-ok",
    "sub-time, sub-ok"
  })
  void isAnsweredAsDocumented(String request, String answer) {
    try (var client = client(request)) {
      var answered = send(client, example(request));

      assertThat(answered.path("ok").propertyNames())
          .as(answered.toString())
          .containsExactlyInAnyOrderElementsOf(example(answer).at("/frame/ok").propertyNames());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "edit",
        "retract",
        "read",
        "typing",
        "typing-push",
        "act",
        "act-alarm-off",
        "sub-cursor"
      })
  void isUnderstood(String request) {
    try (var client = client(request)) {
      var answered = send(client, example(request));

      assertThat(answered.at("/error/code").asString(""))
          .as(answered.toString())
          .isNotIn("MALFORMED", "UNKNOWN_VERB", "UNKNOWN_STREAM");
      assertThat(client.isOpen()).isTrue();
    }
  }

  @Test
  void isAnsweredOverHttpAsDocumented() throws Exception {
    var answered = post(example("readings").path("frame").toString());
    assertThat(answered.statusCode()).as(answered.body()).isEqualTo(200);
    assertThat(new JsonMapper().readTree(answered.body()).path("ok").propertyNames())
        .containsExactlyInAnyOrderElementsOf(
            example("readings-ok").at("/frame/ok").propertyNames());
    assertThat(new JsonMapper().readTree(post("not JSON").body()))
        .isEqualTo(example("readings-not-json").path("frame"));
  }

  @Test
  void streamsAreReadByHandAsDocumented(@TempDir Path home) throws Exception {
    var page = Files.readString(Path.of("..", "docs", "protocol.md"));
    var section = page.substring(page.indexOf("### The same streams without WebSocket"));
    var fence = section.indexOf("```sh\n") + 6;
    var script = section.substring(fence, section.indexOf("```", fence));
    var platform = world.platform();
    var nurse =
        new Principal("me", Set.of(Role.NURSE), Set.of("icu-1"), Set.of(), Set.of(), Instant.EPOCH);
    command(home, "wardstream", "echo " + platform.mint().issue(nurse, Duration.ofMinutes(5)));
    command(home, "wscat", "for frame; do :; done; echo \"$frame\"");
    var server = platform.uri().getHost() + ":" + platform.uri().getPort();

    var output = run(home, script.replace("localhost:8080", server));
    assertThat(output)
        .contains("event: snapshot\n", "event: live\nid: c2.", "{\"data\":[],\"cursor\":\"c2.")
        .contains("{\"error\":{\"code\":\"BAD_CURSOR\"", "\"path\":\"cursor\"");
    var frame =
        output.lines().filter(line -> line.startsWith("{\"id\":")).findFirst().orElseThrow();
    try (var client = world.nurse("icu-1")) {
      client.raw(frame);
      assertThat(client.await(line -> line.path("id").asInt(-1) == 1).has("ok")).isTrue();
    }
  }

  private static void command(Path home, String name, String line) throws IOException {
    var file = home.resolve(name);
    Files.writeString(file, "#!/bin/sh\n" + line + "\n");
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }

  private static String run(Path home, String script) throws Exception {
    var shell = new ProcessBuilder("sh", "-c", script).directory(home.toFile());
    shell.environment().merge("PATH", home.toString(), (path, own) -> own + ":" + path);
    var output = home.resolve("output").toFile();
    var process = shell.redirectErrorStream(true).redirectOutput(output).start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return Files.readString(output.toPath());
  }

  private static HttpResponse<String> post(String body) throws Exception {
    var device =
        new Principal("mon-7", Set.of(Role.DEVICE), Set.of(), Set.of(), Set.of(), Instant.EPOCH);
    var platform = world.platform();
    var request =
        HttpRequest.newBuilder(platform.uri().resolve("/v1/readings"))
            .header(
                "Authorization", "Bearer " + platform.mint().issue(device, Duration.ofMinutes(5)))
            .timeout(Duration.ofSeconds(30))
            .POST(BodyPublishers.ofString(body))
            .build();
    try (var http = HttpClient.newHttpClient()) {
      return http.send(request, BodyHandlers.ofString());
    }
  }

  private static WireClient client(String request) {
    if (example(request).path("endpoint").asString().equals("/v1/push")) {
      return world.nurse("icu-1");
    }
    return request.startsWith("put")
        ? world.device("mon-7")
        : world.person(NURSE, Role.NURSE, "icu-1");
  }

  private static JsonNode send(WireClient client, JsonNode example) {
    var frame = example.path("frame");
    client.raw(frame.toString());
    var id = frame.path("id");
    return client.await(
        line -> line.path("id").equals(id) && (line.has("ok") || line.has("error")));
  }

  private static JsonNode example(String name) {
    return new JsonMapper().readTree(EXAMPLES.resolve(name + ".json").toFile());
  }
}
