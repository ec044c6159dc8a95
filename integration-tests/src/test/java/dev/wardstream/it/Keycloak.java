package dev.wardstream.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A real Keycloak in a process of its own, with the realm {@code hospital}, kept in memory. Its
 * distribution is unpacked by the Maven profile {@code keycloak}.
 */
final class Keycloak implements AutoCloseable {
  private static final Path HOME = Path.of(System.getProperty("keycloak.home", "."));
  private static final Pattern LISTENING = Pattern.compile("Listening on: (http://[\\d.:]+\\d)");
  private static final String ADMIN = "admin";
  private static final String ADMIN_PASSWORD = "only-for-this-test";

  private final HttpClient http = HttpClient.newHttpClient();
  private final JsonMapper json = new JsonMapper();
  private final Process process;
  private final String base;

  Keycloak() throws IOException {
    importRealm();
    var log = HOME.resolve("keycloak.out");
    Files.deleteIfExists(log);
    var builder =
        new ProcessBuilder(
                List.of(
                    HOME.resolve("bin/kc.sh").toString(),
                    "start-dev",
                    "--http-host=127.0.0.1",
                    "--http-port=0",
                    "--db=dev-mem",
                    "--cache=local",
                    "--import-realm"))
            .directory(HOME.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().put("KC_BOOTSTRAP_ADMIN_USERNAME", ADMIN);
    builder.environment().put("KC_BOOTSTRAP_ADMIN_PASSWORD", ADMIN_PASSWORD);
    builder.environment().put("JAVA_OPTS_KC_HEAP", "-Xms128m -Xmx700m");
    process = builder.start();
    var listening = false;
    try {
      base =
          await("Keycloak listens, see " + log)
              .atMost(Duration.ofMinutes(5))
              .failFast(() -> assertThat(process.isAlive()).isTrue())
              .until(() -> address(log), Optional::isPresent)
              .orElseThrow();
      listening = true;
    } finally {
      if (!listening) {
        stop();
      }
    }
  }

  private static void importRealm() throws IOException {
    var folder = Files.createDirectories(HOME.resolve("data/import"));
    try (var realm = Keycloak.class.getResourceAsStream("/keycloak/hospital-realm.json")) {
      if (realm == null) {
        throw new IOException("no realm to import");
      }
      Files.write(folder.resolve("hospital-realm.json"), realm.readAllBytes());
    }
    assertThat(HOME.resolve("bin/kc.sh").toFile().setExecutable(true)).isTrue();
  }

  private static Optional<String> address(Path log) throws IOException {
    if (!Files.exists(log)) {
      return Optional.empty();
    }
    var listening = LISTENING.matcher(Files.readString(log));
    return listening.find() ? Optional.of(listening.group(1)) : Optional.empty();
  }

  /** The issuer of the realm's tokens. */
  String issuer() {
    return base + "/realms/hospital";
  }

  /** The tokens of a nurse of icu-1, who gives her password. */
  JsonNode nurse() throws IOException, InterruptedException {
    return tokens(
        "hospital",
        Map.of(
            "grant_type", "password",
            "client_id", "ward-console",
            "scope", "openid",
            "username", "noor",
            "password", "correct horse battery staple"));
  }

  private JsonNode tokens(String realm, Map<String, String> form)
      throws IOException, InterruptedException {
    var body =
        form.entrySet().stream()
            .map(each ->
                each.getKey() + "=" + URLEncoder.encode(each.getValue(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&"));
    var request =
        HttpRequest.newBuilder(
                URI.create(base + "/realms/" + realm + "/protocol/openid-connect/token"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(body))
            .build();
    var answer = http.send(request, BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return json.readTree(answer.body());
  }

  /** Signs the realm's tokens with a new key from now on. */
  void rotateKey() throws IOException, InterruptedException {
    var admin =
        tokens(
            "master",
            Map.of(
                "grant_type",
                "password",
                "client_id",
                "admin-cli",
                "username",
                ADMIN,
                "password",
                ADMIN_PASSWORD));
    var key =
        """
        {"name":"newer","providerId":"rsa-generated","providerType":"org.keycloak.keys.KeyProvider",
         "config":{"priority":["200"],"enabled":["true"],"active":["true"],"keySize":["2048"]}}\
        """;
    var request =
        HttpRequest.newBuilder(URI.create(base + "/admin/realms/hospital/components"))
            .header("Content-Type", "application/json")
            .header("Authorization", "Bearer " + admin.path("access_token").asString())
            .POST(BodyPublishers.ofString(key))
            .build();
    assertThat(http.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(201);
  }

  private void stop() {
    process.destroy();
    try {
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    stop();
    http.close();
  }
}
