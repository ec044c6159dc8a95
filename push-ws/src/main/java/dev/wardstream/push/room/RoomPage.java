package dev.wardstream.push.room;

import dev.wardstream.edge.audit.AccessLog.NotRecordedException;
import dev.wardstream.edge.http.Answers;
import dev.wardstream.edge.http.Caller;
import dev.wardstream.edge.http.Callers;
import dev.wardstream.edge.socket.ErrorCode;
import dev.wardstream.edge.socket.Refusal;
import dev.wardstream.push.hub.Item;
import dev.wardstream.push.room.RoomHistory.Spot;
import dev.wardstream.schemas.Topics;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.Methods;
import io.undertow.util.StatusCodes;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /v1/rooms/{id}/messages?before=…&limit=…}. Decides on a worker thread; a few questions
 * at a time, so that nobody can keep the workers from others.
 */
public final class RoomPage implements HttpHandler {
  /** Where it is mounted. */
  public static final String BELOW = "/v1/rooms";

  private static final Pattern PATH = Pattern.compile("/([A-Za-z0-9._:-]{1,128})/messages");
  private static final Pattern BEFORE =
      Pattern.compile(Pattern.quote(Topics.CHAT_MESSAGES.name()) + "/([0-9]{1,9})/([0-9]{1,18})");
  private static final Pattern LIMIT = Pattern.compile("[0-9]{1,3}");
  private static final int USUAL = 50;
  private static final int MOST = 200;
  private static final int AT_ONCE = 4;
  private static final Duration LATER = Duration.ofSeconds(1);

  private final Callers callers;
  private final RoomLooks looks;
  private final Supplier<Optional<String>> whyNotReady;
  private final Semaphore places = new Semaphore(AT_ONCE);

  /**
   * A page.
   *
   * @param whyNotReady until it is empty, rights are not known
   */
  RoomPage(Callers callers, RoomLooks looks, Supplier<Optional<String>> whyNotReady) {
    this.callers = callers;
    this.looks = looks;
    this.whyNotReady = whyNotReady;
  }

  @Override
  public void handleRequest(HttpServerExchange exchange) {
    var path = PATH.matcher(exchange.getRelativePath());
    if (!path.matches()) {
      var why = "say /v1/rooms/{room}/messages";
      Answers.refuse(exchange, StatusCodes.NOT_FOUND, Refusal.of(ErrorCode.UNKNOWN_STREAM, why));
    } else if (!exchange.getRequestMethod().equals(Methods.GET)) {
      exchange.getResponseHeaders().put(Headers.ALLOW, "GET");
      Answers.refuse(
          exchange, StatusCodes.METHOD_NOT_ALLOWED, Refusal.of(ErrorCode.MALFORMED, "only GET"));
    } else {
      var room = path.group(1);
      HttpHandler later = worker -> answer(worker, room);
      exchange.dispatch(later);
    }
  }

  private void answer(HttpServerExchange exchange, String room) {
    try {
      var caller = callers.of(exchange);
      var before = before(given(exchange, "before"));
      var limit = limit(given(exchange, "limit"));
      var whyNot = whyNotReady.get();
      if (whyNot.isPresent()) {
        throw unavailable("this node is not ready: " + whyNot.get());
      }
      var body = body(look(room, before, limit, caller));
      exchange.getResponseHeaders().put(Headers.CACHE_CONTROL, "no-store");
      Answers.send(exchange, StatusCodes.OK, "application/json", body);
    } catch (Refusal e) {
      Answers.refuse(exchange, Answers.status(e.code()), e);
    }
  }

  private Past look(String room, @Nullable Spot before, int limit, Caller caller) throws Refusal {
    if (!places.tryAcquire()) {
      throw unavailable("other questions are being answered");
    }
    try {
      return looks.at(room, before, limit, caller);
    } catch (NotRecordedException e) {
      throw unavailable(e.getMessage() + ": a look that is not recorded is not answered");
    } catch (KafkaException _) {
      throw unavailable("the log does not answer");
    } catch (Refusal e) {
      caller.refused(RoomLooks.WHAT, e);
      throw e;
    } finally {
      places.release();
    }
  }

  private static Refusal unavailable(String message) {
    return Refusal.retry(ErrorCode.UNAVAILABLE, message, LATER);
  }

  private static @Nullable String given(HttpServerExchange exchange, String name) {
    var given = exchange.getQueryParameters().get(name);
    return given == null ? null : given.peekFirst();
  }

  private static @Nullable Spot before(@Nullable String text) throws Refusal {
    if (text == null) {
      return null;
    }
    var parts = BEFORE.matcher(text);
    if (!parts.matches()) {
      throw Refusal.at("before", ErrorCode.MALFORMED, "a position, as in chat.messages/2/4410");
    }
    return new Spot(Integer.parseInt(parts.group(1)), Long.parseLong(parts.group(2)));
  }

  private static int limit(@Nullable String text) throws Refusal {
    var limit = text == null ? USUAL : LIMIT.matcher(text).matches() ? Integer.parseInt(text) : 0;
    if (limit < 1 || limit > MOST) {
      throw Refusal.at("limit", ErrorCode.MALFORMED, "from 1 to " + MOST);
    }
    return limit;
  }

  /** {@code {"messages":[…],"before":"…"}}; without {@code before}, nothing older is in the log. */
  private static byte[] body(Past past) {
    var json = new ByteArrayOutputStream();
    json.writeBytes(ascii("{\"messages\":["));
    var separator = "";
    for (var item : past.items()) {
      if (!item.isUnreadable()) {
        json.writeBytes(ascii(separator));
        json.writeBytes(item.json());
        separator = ",";
      }
    }
    json.writeBytes(ascii("]"));
    var unreadable = past.items().stream().filter(Item::isUnreadable).count();
    if (unreadable > 0) {
      json.writeBytes(ascii(",\"unreadable\":" + unreadable));
    }
    if (!past.isAll()) {
      json.writeBytes(ascii(",\"before\":\"" + past.from() + "\""));
    }
    json.writeBytes(ascii("}"));
    return json.toByteArray();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
