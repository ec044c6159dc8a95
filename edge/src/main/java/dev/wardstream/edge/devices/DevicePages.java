package dev.wardstream.edge.devices;

import dev.wardstream.edge.access.TokenMint;
import dev.wardstream.edge.access.TokenVerifier;
import dev.wardstream.edge.audit.RefusalLog;
import dev.wardstream.edge.socket.Json;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import io.undertow.util.Methods;
import io.undertow.util.StatusCodes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.regex.Pattern;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code POST /v1/devices/…}: {@code enrol} and {@code token} for devices, {@code {id}/code} and
 * {@code {id}/revoke} for operators. Each request is answered by a worker.
 */
public final class DevicePages implements HttpHandler {
  /** Where it is mounted. */
  public static final String BELOW = "/v1/devices";

  private static final Logger LOGGER = LoggerFactory.getLogger(DevicePages.class);
  private static final Pattern OPERATOR =
      Pattern.compile("/([A-Za-z0-9._:-]{1,128})/(code|revoke)");
  private static final Duration RETRY = Duration.ofSeconds(2);

  private final EnrolPage enrol;
  private final TokenPage token;
  private final OperatorPage operator;
  private final RefusalLog refusals;

  /**
   * What the pages need.
   *
   * @param devices the table
   * @param enrolment changes it
   * @param mint issues the tokens of devices
   * @param refusals where it is recorded who may not
   * @param clock platform time
   */
  public record Setup(
      Devices devices,
      Enrolment enrolment,
      TokenMint mint,
      RefusalLog refusals,
      InstantSource clock) {}

  /**
   * The pages.
   *
   * @param tokens verifies operators
   */
  public DevicePages(Setup setup, TokenVerifier tokens) {
    enrol = new EnrolPage(setup.devices(), setup.enrolment(), setup.clock());
    token = new TokenPage(setup.devices(), setup.mint(), setup.clock());
    operator = new OperatorPage(setup.enrolment(), tokens);
    refusals = setup.refusals();
  }

  @Override
  public void handleRequest(HttpServerExchange exchange) {
    exchange.getResponseHeaders().put(Headers.CACHE_CONTROL, "no-store");
    exchange.getResponseHeaders().put(new HttpString("X-Content-Type-Options"), "nosniff");
    if (exchange.getRequestMethod().equals(Methods.POST)) {
      exchange.dispatch((HttpHandler) this::serve);
    } else {
      exchange.getResponseHeaders().put(Headers.ALLOW, Methods.POST_STRING);
      refuse(exchange, Fault.of(StatusCodes.METHOD_NOT_ALLOWED, "MALFORMED", "only POST"));
    }
  }

  private void serve(HttpServerExchange exchange) throws IOException {
    try {
      answer(exchange, StatusCodes.OK, json(exchange));
    } catch (Fault e) {
      refuse(exchange, e);
    } catch (KafkaException e) {
      LOGGER.atWarn().setCause(e).log("the table of devices cannot be changed");
      refuse(
          exchange,
          Fault.retry(
              StatusCodes.SERVICE_UNAVAILABLE, "UNAVAILABLE", "Kafka does not answer", RETRY));
    }
  }

  private String json(HttpServerExchange exchange) throws Fault, IOException {
    var path = exchange.getRelativePath();
    var asked = Asked.of(exchange);
    if (path.equals("/enrol")) {
      return enrol.answer(asked);
    }
    if (path.equals("/token")) {
      return token.answer(asked);
    }
    var named = OPERATOR.matcher(path);
    if (!named.matches()) {
      throw Fault.of(StatusCodes.NOT_FOUND, "MALFORMED", "enrol, token, {id}/code or {id}/revoke");
    }
    return named.group(2).equals("code")
        ? operator.code(named.group(1), asked)
        : operator.revoke(named.group(1), asked);
  }

  private void refuse(HttpServerExchange exchange, Fault fault) {
    var denied = fault.denied();
    if (denied != null) {
      refusals.refused(denied);
    }
    var after = fault.after();
    if (after != null) {
      exchange.getResponseHeaders().put(Headers.RETRY_AFTER, Math.max(1, after.toSeconds()));
    }
    if (fault.status() == StatusCodes.UNAUTHORIZED) {
      exchange.getResponseHeaders().put(Headers.WWW_AUTHENTICATE, "Bearer");
    }
    var isOauth = exchange.getRelativePath().equals("/token");
    answer(exchange, fault.status(), isOauth ? oauth(fault) : error(fault));
  }

  /** As RFC 6749, section 5.2. */
  private static String oauth(Fault fault) {
    var json = new StringBuilder("{\"error\":");
    Json.quote(json, fault.code());
    Json.quote(json.append(",\"error_description\":"), String.valueOf(fault.getMessage()));
    return json.append('}').toString();
  }

  private static String error(Fault fault) {
    var after = fault.after();
    var json = new StringBuilder("{\"error\":{\"code\":");
    Json.quote(json, fault.code());
    Json.quote(json.append(",\"message\":"), String.valueOf(fault.getMessage()));
    json.append(",\"retry\":").append(after != null);
    if (after != null) {
      json.append(",\"afterMs\":").append(after.toMillis());
    }
    return json.append("}}").toString();
  }

  private static void answer(HttpServerExchange exchange, int status, String json) {
    var body = json.getBytes(StandardCharsets.UTF_8);
    exchange.setStatusCode(status);
    exchange
        .getResponseHeaders()
        .put(Headers.CONTENT_TYPE, "application/json")
        .put(Headers.CONTENT_LENGTH, body.length);
    exchange.getResponseSender().send(ByteBuffer.wrap(body));
  }
}
