package dev.wardstream.cli.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wardstream.cli.Main;
import dev.wardstream.cli.platform.Platform;
import dev.wardstream.cli.platform.PlatformConfig;
import dev.wardstream.edge.access.Principal;
import dev.wardstream.edge.access.Role;
import dev.wardstream.edge.devices.Devices.Strangers;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** An operator's day: a device comes and goes, a nurse changes wards, somebody asks who tried. */
class AccessIT {
  private static Platform platform;

  @BeforeAll
  static void start() {
    platform = Platform.start(PlatformConfig.ephemeral().with(Strangers.REFUSED));
  }

  @AfterAll
  static void stop() {
    platform.close();
  }

  private record Run(int code, String out, String err) {}

  private static Run run(String... arguments) {
    var cluster =
        Stream.of(
            "--bootstrap",
            platform.bootstrapServers(),
            "--registry",
            platform.registryUri().toString());
    var out = new StringWriter();
    var err = new StringWriter();
    var line = Main.commandLine().setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    var code = line.execute(Stream.concat(Stream.of(arguments), cluster).toArray(String[]::new));
    return new Run(code, out.toString(), err.toString());
  }

  /** The HTTP status of an upgrade. */
  private static int upgrade(String device) {
    var token =
        platform
            .mint()
            .issue(
                new Principal(
                    device, Set.of(Role.DEVICE), Set.of(), Set.of(), Set.of(), Instant.EPOCH),
                Duration.ofMinutes(5));
    URI ingest = platform.socket("/v1/ingest");
    try (var http = HttpClient.newHttpClient()) {
      http.newWebSocketBuilder()
          .header("Authorization", "Bearer " + token)
          .buildAsync(ingest, new WebSocket.Listener() {})
          .join()
          .abort();
      return 101;
    } catch (CompletionException e) {
      if (e.getCause() instanceof WebSocketHandshakeException refused) {
        return refused.getResponse().statusCode();
      }
      throw e;
    }
  }

  private static void awaitStatus(String device, int status) {
    Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> upgrade(device) == status);
  }

  @Test
  void aDeviceComesWithItsRowAndGoesWithItsRevocation() {
    assertThat(upgrade("mon-cli")).isEqualTo(401);
    assertThat(run("devices", "enrol", "mon-cli", "--without-code").out()).contains("may come");
    awaitStatus("mon-cli", 101);
    assertThat(run("devices", "enrol", "mon-cli").out())
        .containsPattern("[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}")
        .contains("it can be used once");
    assertThat(run("devices", "list").out()).containsPattern("mon-cli +device +active +code");
    assertThat(run("devices", "revoke", "mon-cli").out()).contains("mon-cli is revoked.");
    awaitStatus("mon-cli", 401);
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> run("audit", "tail", "--refused").out().contains("token: standing"));
  }

  @Test
  void refusesWhatMakesNoSense() {
    assertThat(run("devices", "enrol", "a b").code()).isEqualTo(2);
    assertThat(run("devices", "enrol", "mon-1", "--device", "mon-2").err())
        .contains("add --gateway");
  }

  @Test
  void whomANurseCaresForIsSetAsAWhole() {
    assertThat(run("staff", "set", "noor", "--ward", "icu-1", "--patient", "p-9", "--for", "12h"))
        .satisfies(set -> assertThat(set.out()).contains("noor: ward icu-1 until ", "patient p-9"));
    assertThat(run("staff", "set", "noor").out()).contains("noor: nobody's patients.");
    assertThat(run("staff", "list").out()).contains("noor", "nobody's patients");
  }

  @Test
  void aRoomIsSetAsAWholeAndRemoved() {
    assertThat(run("rooms", "set", "consult-1", "--title", "Consult").code())
        .as("without members")
        .isEqualTo(2);
    assertThat(run("rooms", "set", "con sult", "--member", "dr-lee").code()).isEqualTo(2);
    assertThat(run("rooms", "set", "consult-1", "--title", "A", "--member", "p", "--member", "d"))
        .satisfies(set -> assertThat(set.out()).contains("consult-1: \"A\", d, p."));
    assertThat(run("rooms", "set", "consult-1", "--patient", "p-9", "--member", "dr-lee").out())
        .contains("consult-1: about p-9, dr-lee.");
    assertThat(run("rooms", "list").out()).containsPattern("consult-1 +about p-9, dr-lee");
    assertThat(run("rooms", "remove", "consult-1").out()).contains("consult-1 is gone.");
    assertThat(run("rooms", "list").out()).doesNotContain("consult-1");
    assertThat(run("rooms", "remove", "consult-1"))
        .satisfies(gone -> assertThat(gone.err()).contains("There is no room consult-1"))
        .matches(gone -> gone.code() != 0);
  }
}
