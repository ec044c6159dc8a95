package dev.wardstream.schemas.registry;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.apache.avro.Schema;

/**
 * A registry reached over Confluent's REST API. Answers are kept for the life of the client, so the
 * network is reached once per schema; an id that the registry does not know is asked for again
 * after ten seconds at the earliest. A call waits at most about fifteen seconds: three attempts of
 * five seconds. Any thread may call.
 */
public final class RegistryClient implements SchemaRegistry, AutoCloseable {
  private static final String JSON_TYPE = "application/vnd.schemaregistry.v1+json";
  private static final Duration ATTEMPT = Duration.ofSeconds(5);
  private static final Duration PAUSE = Duration.ofMillis(200);
  private static final Duration UNKNOWN_FOR = Duration.ofSeconds(10);
  private static final int ATTEMPTS = 3;
  private static final int MAX_UNKNOWN = 1000;
  private static final int MAX_ANSWER_BYTES = 1 << 20;

  private record Registration(String subject, Schema schema) {}

  private final URI base;
  private final HttpClient http;
  private final ConcurrentMap<Registration, Integer> ids = new ConcurrentHashMap<>();
  private final ConcurrentMap<Integer, Schema> schemas = new ConcurrentHashMap<>();
  private final ConcurrentMap<Integer, Long> unknown = new ConcurrentHashMap<>();

  /** A client of the registry at {@code base}, as in {@code http://registry:8081}. */
  public RegistryClient(URI base) {
    var text = base.toString();
    this.base = URI.create(text.endsWith("/") ? text : text + "/");
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(ATTEMPT)
            .build();
  }

  @Override
  public int register(String subject, Schema schema) {
    var registration = new Registration(subject, schema);
    var known = ids.get(registration);
    if (known != null) {
      return known;
    }
    var request =
        request("subjects/" + encoded(subject) + "/versions")
            .POST(BodyPublishers.ofString(schemaBody(schema)))
            .build();
    var id = number(answer(request), "id");
    ids.put(registration, id);
    return id;
  }

  @Override
  public Schema byId(int id) {
    var known = schemas.get(id);
    return known == null ? fetched(id) : known;
  }

  /** The newest version of a subject, asked for each time. */
  public RegistryEntry.Version latest(String subject) {
    var request = request("subjects/" + encoded(subject) + "/versions/latest").GET().build();
    var answer = answer(request);
    return new RegistryEntry.Version(
        subject,
        number(answer, "version"),
        number(answer, "id"),
        SchemaText.parse(text(answer, "schema")));
  }

  @Override
  public void close() {
    http.shutdownNow();
  }

  private Schema fetched(int id) {
    var unknownSince = unknown.get(id);
    if (unknownSince != null && System.nanoTime() - unknownSince < UNKNOWN_FOR.toNanos()) {
      throw new RegistryException(RegistryError.SCHEMA_NOT_FOUND, "no schema has id " + id);
    }
    try {
      var answer = answer(request("schemas/ids/" + id).GET().build());
      var schema = SchemaText.parse(text(answer, "schema"));
      schemas.put(id, schema);
      unknown.remove(id);
      return schema;
    } catch (RegistryException e) {
      if (e.error() == RegistryError.SCHEMA_NOT_FOUND) {
        rememberUnknown(id);
      }
      throw e;
    }
  }

  private void rememberUnknown(int id) {
    if (unknown.size() >= MAX_UNKNOWN) {
      unknown.clear();
    }
    unknown.put(id, System.nanoTime());
  }

  private Map<String, String> answer(HttpRequest request) {
    for (var attempt = 1; ; attempt++) {
      try {
        return understood(request, http.send(request, limitedText()));
      } catch (IOException e) {
        giveUpAfter(attempt, new RegistryException(RegistryError.UNAVAILABLE, what(request), e));
      } catch (RegistryException e) {
        giveUpAfter(e.error() == RegistryError.UNAVAILABLE ? attempt : ATTEMPTS, e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new RegistryException(RegistryError.UNAVAILABLE, what(request) + ": interrupted", e);
      }
      pause(request);
    }
  }

  private static void giveUpAfter(int attempt, RegistryException failure) {
    if (attempt >= ATTEMPTS) {
      throw failure;
    }
  }

  private static void pause(HttpRequest request) {
    try {
      Thread.sleep(PAUSE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RegistryException(RegistryError.UNAVAILABLE, what(request) + ": interrupted", e);
    }
  }

  private static Map<String, String> understood(
      HttpRequest request, HttpResponse<String> response) {
    var status = response.statusCode();
    if (status / 100 == 5) {
      throw new RegistryException(RegistryError.UNAVAILABLE, what(request) + " answered " + status);
    }
    var members = members(request, response);
    if (status / 100 == 2) {
      return members;
    }
    var error =
        RegistryError.of(parsed(members.getOrDefault("error_code", "0")))
            .orElse(RegistryError.UNEXPECTED_ANSWER);
    throw new RegistryException(
        error, "%s answered %d: %s".formatted(what(request), status, members.get("message")));
  }

  private static Map<String, String> members(HttpRequest request, HttpResponse<String> response) {
    try {
      return RegistryJson.members(response.body());
    } catch (RegistryException e) {
      throw new RegistryException(
          RegistryError.UNEXPECTED_ANSWER,
          what(request) + " answered " + response.statusCode() + " without JSON",
          e);
    }
  }

  private static HttpResponse.BodyHandler<String> limitedText() {
    return BodyHandlers.limiting(BodyHandlers.ofString(StandardCharsets.UTF_8), MAX_ANSWER_BYTES);
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(base.resolve(path))
        .timeout(ATTEMPT)
        .header("Content-Type", JSON_TYPE)
        .header("Accept", JSON_TYPE);
  }

  private static String what(HttpRequest request) {
    return "schema registry: " + request.method() + " " + request.uri();
  }

  private static String encoded(String subject) {
    return URLEncoder.encode(subject, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private static String schemaBody(Schema schema) {
    var text = SchemaText.of(schema);
    return RegistryJson.object(json -> json.writeStringProperty("schema", text));
  }

  private static String text(Map<String, String> answer, String name) {
    var value = answer.get(name);
    if (value == null) {
      throw new RegistryException(
          RegistryError.UNEXPECTED_ANSWER, "schema registry: no \"" + name + "\" in the answer");
    }
    return value;
  }

  private static int number(Map<String, String> answer, String name) {
    return parsed(text(answer, name));
  }

  private static int parsed(String number) {
    try {
      return Integer.parseInt(number);
    } catch (NumberFormatException e) {
      throw new RegistryException(
          RegistryError.UNEXPECTED_ANSWER, "schema registry: not a number: " + number, e);
    }
  }
}
