package dev.wardstream.cli.device;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** What a server says to a device, as far as a device cares. */
sealed interface Answer {

  /**
   * The put is in the log.
   *
   * @param seq id of the request
   * @param rejected readings of it that could not be understood
   */
  record Accepted(long seq, int rejected) implements Answer {}

  /**
   * The put was answered with an error.
   *
   * @param seq id of the request; -1 when the server could not tell
   * @param code error code of the protocol
   * @param retry the same put may be sent again
   * @param after how long to wait before that
   */
  record Refused(long seq, String code, boolean retry, Duration after) implements Answer {}

  /** The connection is authenticated. */
  record Hello() implements Answer {}

  /**
   * The server closes the connection.
   *
   * @param after how long to stay away
   */
  record Bye(Duration after) implements Answer {}

  /** Something a device has no use for. */
  record Other() implements Answer {}

  JsonFactory JSON = new JsonFactory();

  /** Reads the lines of one message. */
  static List<Answer> parse(String message) {
    var answers = new ArrayList<Answer>();
    message.lines().filter(line -> !line.isBlank()).forEach(line -> answers.add(line(line)));
    return answers;
  }

  private static Answer line(String line) {
    try (var json = JSON.createParser(ObjectReadContext.empty(), line)) {
      return read(json);
    } catch (JacksonException e) {
      throw new IllegalStateException("the server sent something that is not JSON", e);
    }
  }

  private static Answer read(JsonParser json) {
    long id = -1;
    Answer answer = new Other();
    json.nextToken();
    while (json.nextToken() == JsonToken.PROPERTY_NAME) {
      var name = json.currentName();
      var token = json.nextToken();
      switch (name) {
        case "id" -> id = token == JsonToken.VALUE_NUMBER_INT ? json.getLongValue() : -1;
        case "ok" -> answer = new Accepted(id, rejected(json));
        case "error" -> answer = refused(json);
        case "hello" -> {
          json.skipChildren();
          answer = new Hello();
        }
        case "bye" -> answer = bye(json);
        default -> json.skipChildren();
      }
    }
    return switch (answer) {
      case Accepted accepted -> new Accepted(id, accepted.rejected());
      case Refused(_, var code, var retry, var after) -> new Refused(id, code, retry, after);
      case Hello _, Bye _, Other _ -> answer;
    };
  }

  private static int rejected(JsonParser json) {
    var count = 0;
    while (json.nextToken() == JsonToken.PROPERTY_NAME) {
      var list = json.currentName().equals("rejected");
      json.nextToken();
      if (list) {
        while (json.nextToken() == JsonToken.START_OBJECT) {
          json.skipChildren();
          count++;
        }
      } else {
        json.skipChildren();
      }
    }
    return count;
  }

  private static Refused refused(JsonParser json) {
    @Nullable String code = null;
    var retry = false;
    var after = 0L;
    while (json.nextToken() == JsonToken.PROPERTY_NAME) {
      var name = json.currentName();
      json.nextToken();
      switch (name) {
        case "code" -> code = json.getString();
        case "retry" -> retry = json.getBooleanValue();
        case "afterMs" -> after = json.getLongValue();
        default -> json.skipChildren();
      }
    }
    return new Refused(-1, code == null ? "?" : code, retry, Duration.ofMillis(after));
  }

  private static Bye bye(JsonParser json) {
    var after = 0L;
    while (json.nextToken() == JsonToken.PROPERTY_NAME) {
      var wanted = json.currentName().equals("afterMs");
      json.nextToken();
      if (wanted) {
        after = json.getLongValue();
      } else {
        json.skipChildren();
      }
    }
    return new Bye(Duration.ofMillis(after));
  }
}
