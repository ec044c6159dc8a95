package dev.wardstream.cli.verify;

import dev.wardstream.cli.terminal.CommandFailed;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Tokens of an account that signs in, and again before the last one is void. Any thread. */
final class AccountTokens implements Supplier<String> {
  private static final Duration GOOD_FOR = Duration.ofMinutes(5);
  private static final Duration LIMIT = Duration.ofSeconds(15);
  private static final JsonFactory JSON = new JsonFactory();

  private final URI page;
  private final String body;
  private @Nullable String token;
  private long until;

  AccountTokens(URI server, String login, String password) {
    page = server.resolve("/v1/auth/sign-in");
    var text = new StringWriter();
    try (var json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
      json.writeStartObject();
      json.writeStringProperty("login", login);
      json.writeStringProperty("password", password);
      json.writeEndObject();
    }
    body = text.toString();
  }

  @Override
  public synchronized String get() {
    var known = token;
    if (known == null || System.nanoTime() > until) {
      known = signIn();
      token = known;
      until = System.nanoTime() + GOOD_FOR.toNanos();
    }
    return known;
  }

  private String signIn() {
    var request =
        HttpRequest.newBuilder(page)
            .header("Content-Type", "application/json")
            .timeout(LIMIT)
            .POST(BodyPublishers.ofString(body))
            .build();
    try (var http = HttpClient.newBuilder().connectTimeout(LIMIT).build()) {
      var answer = http.send(request, BodyHandlers.ofString());
      var access = answer.statusCode() == 200 ? access(answer.body()) : null;
      if (access == null) {
        throw new CommandFailed(
            "%s does not let the account in (HTTP %d): name it with --account, its password is asked for or read from WARDSTREAM_VERIFY_PASSWORD."
                .formatted(page, answer.statusCode()));
      }
      return access;
    } catch (IOException e) {
      throw CommandFailed.of("No answer from " + page, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailed("Interrupted while signing in.", e);
    }
  }

  private static @Nullable String access(String answer) {
    try (var json = JSON.createParser(ObjectReadContext.empty(), answer)) {
      json.nextToken();
      for (var name = json.nextName(); name != null; name = json.nextName()) {
        json.nextToken();
        if (name.equals("access")) {
          return json.getString();
        }
        json.skipChildren();
      }
    }
    return null;
  }
}
