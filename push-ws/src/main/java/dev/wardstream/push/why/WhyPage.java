package dev.wardstream.push.why;

import dev.wardstream.edge.access.InvalidToken;
import dev.wardstream.edge.access.Principal;
import dev.wardstream.edge.access.TokenVerifier;
import dev.wardstream.edge.audit.AccessLog.NotRecordedException;
import dev.wardstream.edge.socket.Json;
import dev.wardstream.push.why.Looks.Look;
import dev.wardstream.push.why.WhyReader.LateException;
import dev.wardstream.push.wire.WhyJson;
import io.micrometer.core.instrument.MeterRegistry;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import io.undertow.util.Methods;
import io.undertow.util.StatusCodes;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /v1/alerts/{id}/why?patient=…}. Decides on a worker thread; a few questions at a time,
 * so that nobody can keep the workers from others.
 */
public final class WhyPage implements HttpHandler {
  /** Where it is mounted. */
  public static final String BELOW = "/v1/alerts";

  private static final Pattern PATH = Pattern.compile("/([A-Za-z0-9._:-]{1,128})/why");
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9._:-]{1,128}");
  private static final int AT_ONCE = 4;
  private static final int RETRY_SECONDS = 2;
  private static final String BEARER = "Bearer ";

  private final TokenVerifier tokens;
  private final Looks looks;
  private final Function<String, @Nullable String> patientOf;
  private final Supplier<Optional<String>> whyNotReady;
  private final MeterRegistry meters;
  private final Semaphore places = new Semaphore(AT_ONCE);

  /**
   * A page.
   *
   * @param patientOf the patient of an open alert; null when it is not open
   * @param whyNotReady until it is empty, rights are not known
   */
  WhyPage(
      TokenVerifier tokens,
      Looks looks,
      Function<String, @Nullable String> patientOf,
      Supplier<Optional<String>> whyNotReady,
      MeterRegistry meters) {
    this.tokens = tokens;
    this.looks = looks;
    this.patientOf = patientOf;
    this.whyNotReady = whyNotReady;
    this.meters = meters;
  }

  @Override
  public void handleRequest(HttpServerExchange exchange) {
    exchange.getResponseHeaders().put(Headers.CACHE_CONTROL, "no-store");
    exchange.getResponseHeaders().put(new HttpString("X-Content-Type-Options"), "nosniff");
    var path = PATH.matcher(exchange.getRelativePath());
    if (!path.matches()) {
      refuse(exchange, StatusCodes.NOT_FOUND, "UNKNOWN_ALERT", "say /v1/alerts/{alertId}/why");
    } else if (!exchange.getRequestMethod().equals(Methods.GET)) {
      exchange.getResponseHeaders().put(Headers.ALLOW, "GET");
      refuse(exchange, StatusCodes.METHOD_NOT_ALLOWED, "MALFORMED", "only GET");
    } else {
      var alertId = path.group(1);
      HttpHandler later = dispatched -> take(dispatched, alertId);
      exchange.dispatch(later);
    }
  }

  private void take(HttpServerExchange exchange, String alertId) {
    var principal = principal(exchange);
    if (principal == null) {
      exchange.getResponseHeaders().put(Headers.WWW_AUTHENTICATE, "Bearer");
      refuse(exchange, StatusCodes.UNAUTHORIZED, "UNAUTHENTICATED", "send a valid token as Bearer");
      return;
    }
    var patient = patientNamed(exchange);
    if (patient != null && !ID.matcher(patient).matches()) {
      refuse(exchange, StatusCodes.BAD_REQUEST, "MALFORMED", "patient: not an identifier");
      return;
    }
    var whyNot = whyNotReady.get();
    if (whyNot.isPresent()) {
      unavailable(exchange, "this node is not ready: " + whyNot.get());
    } else if (!places.tryAcquire()) {
      unavailable(exchange, "other questions are being answered");
    } else {
      try {
        look(exchange, alertId, patient != null ? patient : patientOf.apply(alertId), principal);
      } finally {
        places.release();
      }
    }
  }

  private static @Nullable String patientNamed(HttpServerExchange exchange) {
    var given = exchange.getQueryParameters().get("patient");
    return given == null ? null : given.peekFirst();
  }

  private @Nullable Principal principal(HttpServerExchange exchange) {
    var header = exchange.getRequestHeaders().getFirst(Headers.AUTHORIZATION);
    if (header == null || !header.startsWith(BEARER)) {
      return null;
    }
    try {
      return tokens.verify(header.substring(BEARER.length()).strip());
    } catch (InvalidToken _) {
      return null;
    }
  }

  private void look(
      HttpServerExchange exchange, String alertId, @Nullable String patient, Principal principal) {
    try {
      switch (looks.at(alertId, patient, principal, address(exchange))) {
        case Look.Allowed(var explanation) -> {
          count("allowed");
          answer(exchange, StatusCodes.OK, WhyJson.of(explanation));
        }
        case Look.Refused() ->
            refuse(
                exchange,
                StatusCodes.FORBIDDEN,
                "FORBIDDEN",
                "not an alert of a patient you may watch");
        case Look.Unknown() ->
            refuse(exchange, StatusCodes.NOT_FOUND, "UNKNOWN_ALERT", "not in the log any more");
      }
    } catch (LateException e) {
      unavailable(exchange, e.getMessage() + " as ?patient=…");
    } catch (NotRecordedException e) {
      unavailable(exchange, e.getMessage() + ": a look that is not recorded is not answered");
    } catch (KafkaException _) {
      unavailable(exchange, "the log does not answer");
    }
  }

  private static String address(HttpServerExchange exchange) {
    return exchange.getSourceAddress().getAddress().getHostAddress();
  }

  private void unavailable(HttpServerExchange exchange, String message) {
    exchange.getResponseHeaders().put(Headers.RETRY_AFTER, RETRY_SECONDS);
    refuse(exchange, StatusCodes.SERVICE_UNAVAILABLE, "UNAVAILABLE", message);
  }

  private void refuse(HttpServerExchange exchange, int status, String code, String message) {
    count(code.toLowerCase(Locale.ROOT));
    var retry = status == StatusCodes.SERVICE_UNAVAILABLE;
    var json = new StringBuilder("{\"error\":{\"code\":");
    Json.quote(json, code);
    json.append(",\"message\":");
    Json.quote(json, message);
    json.append(",\"retry\":").append(retry);
    if (retry) {
      json.append(",\"afterMs\":").append(RETRY_SECONDS * 1_000);
    }
    json.append("}}");
    answer(exchange, status, json.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static void answer(HttpServerExchange exchange, int status, byte[] body) {
    exchange.setStatusCode(status);
    exchange
        .getResponseHeaders()
        .put(Headers.CONTENT_TYPE, "application/json")
        .put(Headers.CONTENT_LENGTH, body.length);
    exchange.getResponseSender().send(ByteBuffer.wrap(body));
  }

  private void count(String outcome) {
    meters.counter("wardstream.push.looks", "outcome", outcome).increment();
  }
}
