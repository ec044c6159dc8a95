package dev.wardstream.cli.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wardstream.cli.Main;
import dev.wardstream.cli.platform.Platform;
import dev.wardstream.cli.platform.PlatformConfig;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From the first account on the command line to a token for a ward. */
class AccountIT {
  private static final String PASSWORD = "seven quiet lanterns";

  @TempDir private Path folder;

  @Test
  void theCommandLineMakesAccountsWithWhichPeopleSignIn() throws Exception {
    try (var platform = Platform.start(PlatformConfig.ephemeral().in(folder))) {
      var added =
          run(0, "add", "--login", "Noor", "--name", "Noor A.", "--role", "nurse", "--ward", "w1");
      var id = word(added, "Account ");
      var set =
          "{\"login\":\"noor\",\"code\":\"%s\",\"password\":\"%s\"}"
              .formatted(word(added, "One-time code ").replace(",", ""), PASSWORD);
      assertThat(post(platform, "reset", set).statusCode()).isEqualTo(200);
      assertThat(signIn(platform)).isEqualTo(200);
      assertThat(run(1, "add", "--login", "noor", "--name", "Other", "--role", "nurse"))
          .contains("somebody has this name");
      run(0, "disable", id);
      assertThat(run(0, "list")).contains(id, "noor", "disabled", "w1");
      assertThat(signIn(platform)).isEqualTo(403);
      run(0, "enable", id);
      assertThat(signIn(platform)).isEqualTo(200);
      run(0, "roles", id, "--role", "doctor", "--ward", "w2");
      assertThat(run(0, "list")).contains("doctor", "w2").doesNotContain("w1");
      assertThat(run(0, "reset", id)).contains("One-time code");
      assertThat(signIn(platform)).isEqualTo(401);
    }
  }

  private String run(int expected, String... arguments) {
    var line = new ArrayList<>(List.of("account"));
    line.addAll(List.of(arguments));
    line.addAll(List.of("--data", folder.toString()));
    var out = new StringWriter();
    var command = Main.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(out));
    assertThat(command.execute(line.toArray(String[]::new))).as(out.toString()).isEqualTo(expected);
    return out.toString();
  }

  private static String word(String text, String after) {
    return text.substring(text.indexOf(after) + after.length()).split("\\s")[0];
  }

  private static int signIn(Platform platform) throws IOException, InterruptedException {
    var form = "{\"login\":\"noor\",\"password\":\"" + PASSWORD + "\"}";
    return post(platform, "sign-in", form).statusCode();
  }

  private static HttpResponse<String> post(Platform platform, String what, String json)
      throws IOException, InterruptedException {
    try (var http = HttpClient.newHttpClient()) {
      var request =
          HttpRequest.newBuilder(platform.uri().resolve("/v1/auth/" + what))
              .header("Content-Type", "application/json")
              .POST(BodyPublishers.ofString(json))
              .build();
      return http.send(request, BodyHandlers.ofString());
    }
  }
}
