package dev.wardstream.edge.http;

import dev.wardstream.edge.socket.ErrorCode;
import dev.wardstream.edge.socket.ErrorJson;
import dev.wardstream.edge.socket.Json;
import dev.wardstream.edge.socket.Refusal;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.StatusCodes;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.xnio.IoUtils;

/** Answers of pages: a status for each error code, and the same error object as on the sockets. */
public final class Answers {
  /** No body may be larger, whether it is read or only taken away. */
  public static final int MAX_BODY = 8 << 20;

  private static final long SMALL_BYTES = 64 << 10;
  private static final Duration LINGER = Duration.ofSeconds(5);

  private Answers() {}

  /** The HTTP status that says the same as an error code. */
  public static int status(ErrorCode code) {
    return switch (code) {
      case UNAUTHENTICATED -> StatusCodes.UNAUTHORIZED;
      case FORBIDDEN -> StatusCodes.FORBIDDEN;
      case UNKNOWN_STREAM -> StatusCodes.NOT_FOUND;
      case TOO_LARGE -> StatusCodes.REQUEST_ENTITY_TOO_LARGE;
      case RATE -> StatusCodes.TOO_MANY_REQUESTS;
      case UNAVAILABLE -> StatusCodes.SERVICE_UNAVAILABLE;
      case UNKNOWN_OUTCOME -> StatusCodes.GATEWAY_TIME_OUT;
      case MALFORMED,
          UNKNOWN_VERB,
          NOT_A_NUMBER,
          UNKNOWN_UNIT,
          UNKNOWN_VITAL,
          BAD_TIME,
          OUTDATED,
          BAD_CURSOR,
          TOO_MANY_SUBSCRIPTIONS,
          NOT_CONFLATABLE ->
          StatusCodes.BAD_REQUEST;
    };
  }

  /** Says in the headers when to try again, in whole seconds, at least one. */
  public static void retryAfter(HttpServerExchange exchange, @Nullable Duration after) {
    var millis = after == null ? 1 : after.toMillis();
    exchange.getResponseHeaders().put(Headers.RETRY_AFTER, Math.max(1, (millis + 999) / 1000));
  }

  /** Answers with {@code {"error":{…}}}. */
  public static void refuse(HttpServerExchange exchange, int status, Refusal refusal) {
    if (status == StatusCodes.UNAUTHORIZED) {
      exchange.getResponseHeaders().put(Headers.WWW_AUTHENTICATE, "Bearer");
    }
    if (refusal.code().retry()) {
      retryAfter(exchange, refusal.after());
    }
    var body = Json.bytes("{\"error\":" + ErrorJson.of(refusal) + "}");
    send(exchange, status, "application/json", body);
  }

  /** Answers with a body, also while the request's own is still coming. */
  public static void send(HttpServerExchange exchange, int status, String type, byte[] body) {
    exchange.setStatusCode(status);
    exchange
        .getResponseHeaders()
        .put(Headers.CONTENT_TYPE, type)
        .put(Headers.CONTENT_LENGTH, body.length);
    if (!exchange.isRequestComplete()) {
      linger(exchange);
    }
    exchange.getResponseSender().send(ByteBuffer.wrap(body));
  }

  /**
   * A client that is still sending reads the answer only if what it sends is taken from it, for a
   * while; and then the connection ends, unless it was little.
   */
  private static void linger(HttpServerExchange exchange) {
    var unread = exchange.getRequestContentLength();
    exchange.setPersistent(unread >= 0 && unread <= SMALL_BYTES && exchange.isPersistent());
    if (unread > MAX_BODY) {
      exchange.setPersistent(false);
      exchange.getConnection().terminateRequestChannel(exchange);
      return;
    }
    var end =
        exchange
            .getIoThread()
            .executeAfter(
                () -> IoUtils.safeClose(exchange.getConnection()),
                LINGER.toMillis(),
                TimeUnit.MILLISECONDS);
    exchange.addExchangeCompleteListener((_, next) -> {
      end.remove();
      next.proceed();
    });
  }
}
