package dev.wardstream.cli.why;

import dev.wardstream.cli.terminal.CommandFailed;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/** Asks a push server for an explanation. */
final class ServerAnswer {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private ServerAnswer() {}

  /** The JSON of the explanation. */
  static String ask(URI server, String token, String alertId, @Nullable String patient) {
    var path = "/v1/alerts/" + alertId + "/why" + (patient == null ? "" : "?patient=" + patient);
    var request =
        HttpRequest.newBuilder(server.resolve(path))
            .header("Authorization", "Bearer " + token.strip())
            .header("Accept", "application/json")
            .timeout(LIMIT)
            .build();
    try (var http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build()) {
      return body(server, http.send(request, BodyHandlers.ofString()));
    } catch (IOException e) {
      throw CommandFailed.of("No answer from " + server, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailed("Interrupted while waiting for " + server + ".", e);
    }
  }

  private static String body(URI server, HttpResponse<String> answer) {
    if (answer.statusCode() == 200) {
      return answer.body();
    }
    throw new CommandFailed(
        "%s answers %d: %s".formatted(server, answer.statusCode(), message(answer.body())));
  }

  private static String message(String body) {
    try {
      var error = Tree.parse(body).at("error");
      var again = error.at("retry").text().equals("true") ? " Try again in a moment." : "";
      return error.at("code").text() + ", " + error.at("message").text() + "." + again;
    } catch (JacksonException _) {
      return "that is no Wardstream push server; name its address, as in http://127.0.0.1:8080.";
    }
  }
}
