package dev.wardstream.desk.http;

import dev.wardstream.edge.audit.AuditLog;
import dev.wardstream.edge.http.Answers;
import dev.wardstream.edge.http.Bodies;
import dev.wardstream.edge.http.Callers;
import dev.wardstream.edge.socket.ErrorCode;
import dev.wardstream.edge.socket.Json;
import dev.wardstream.edge.socket.Refusal;
import io.micrometer.core.instrument.MeterRegistry;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import io.undertow.util.Methods;
import io.undertow.util.StatusCodes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Pages with small JSON bodies. Every answer is counted by its outcome. */
public final class DeskPage implements HttpHandler {
  private static final Logger LOGGER = LoggerFactory.getLogger(DeskPage.class);
  private static final HttpString SNIFF = new HttpString("X-Content-Type-Options");
  private static final Duration LATER = Duration.ofSeconds(2);
  private static final byte[] NOTHING = {'{', '}'};

  private final List<Route> routes;
  private final Setup setup;

  /**
   * What all pages of the desk need.
   *
   * @param callers who asks
   * @param bodies reads bodies, and has the threads that may wait
   * @param audit where it is recorded what was done
   * @param whyNotReady until it is empty, the tables are not known
   */
  public record Setup(
      Callers callers,
      Bodies bodies,
      AuditLog audit,
      MeterRegistry meters,
      Supplier<Optional<String>> whyNotReady) {

    /** Refuses everybody until the tables are known. */
    public void requireReady() throws Refusal {
      var whyNot = whyNotReady.get();
      if (whyNot.isPresent()) {
        throw Refusal.retry(
            ErrorCode.UNAVAILABLE, "this node is not ready: " + whyNot.get(), LATER);
      }
    }

    /** Counts an answer. */
    public void count(String page, String outcome) {
      meters
          .counter(
              "wardstream.desk.requests", "page", page, "outcome", outcome.toLowerCase(Locale.ROOT))
          .increment();
    }
  }

  /** What a page does; gives a {@link Tree}. */
  @FunctionalInterface
  public interface Action {
    /** Answers. */
    Object answer(Asked asked) throws Refusal, Conflict;
  }

  /**
   * Which requests are answered by an action.
   *
   * @param path of which the groups are the names in it
   * @param what as it is called in metrics and on record
   */
  public record Route(HttpString method, Pattern path, String what, Action action) {
    /** A route. */
    public static Route of(String method, String path, String what, Action action) {
      return new Route(new HttpString(method), Pattern.compile(path), what, action);
    }
  }

  /** Pages. */
  public DeskPage(List<Route> routes, Setup setup) {
    this.routes = List.copyOf(routes);
    this.setup = setup;
  }

  @Override
  public void handleRequest(HttpServerExchange exchange) {
    exchange.getResponseHeaders().put(Headers.CACHE_CONTROL, "no-store").put(SNIFF, "nosniff");
    var path = exchange.getRequestPath();
    var allowed = new ArrayList<String>();
    for (var route : routes) {
      var matcher = route.path().matcher(path);
      if (matcher.matches()) {
        if (route.method().equals(exchange.getRequestMethod())) {
          var names = new ArrayList<String>();
          for (var i = 1; i <= matcher.groupCount(); i++) {
            names.add(matcher.group(i));
          }
          begin(exchange, route, names);
          return;
        }
        allowed.add(route.method().toString());
      }
    }
    nothing(exchange, allowed);
  }

  private static void nothing(HttpServerExchange exchange, List<String> allowed) {
    if (allowed.isEmpty()) {
      Answers.refuse(
          exchange,
          StatusCodes.NOT_FOUND,
          Refusal.of(ErrorCode.MALFORMED, "there is no such page, or the name in it is no id"));
    } else {
      exchange.getResponseHeaders().put(Headers.ALLOW, String.join(", ", allowed));
      Answers.refuse(
          exchange,
          StatusCodes.METHOD_NOT_ALLOWED,
          Refusal.of(ErrorCode.MALFORMED, "only " + String.join(", ", allowed)));
    }
  }

  private void begin(HttpServerExchange exchange, Route route, List<String> names) {
    if (route.method().equals(Methods.GET)) {
      HttpHandler later = worker -> serve(worker, route, names, NOTHING);
      exchange.dispatch(later);
    } else {
      setup
          .bodies()
          .read(exchange, (worker, body) -> serve(worker, route, names, body), Answers::refuse);
    }
  }

  private void serve(HttpServerExchange exchange, Route route, List<String> names, byte[] body) {
    try {
      var caller = setup.callers().of(exchange);
      try {
        setup.requireReady();
        caller.visit().bytes(body.length);
        var fields = Fields.read(body.length == 0 ? NOTHING : body);
        var asked = new Asked(caller, names, fields, setup.audit());
        var tree = answer(route, asked);
        setup.count(route.what(), "ok");
        Answers.send(exchange, StatusCodes.OK, "application/json", Json.bytes(Tree.json(tree)));
      } catch (Refusal e) {
        caller.refused(route.what(), e);
        throw e;
      }
    } catch (Refusal e) {
      setup.count(route.what(), e.code().name());
      Answers.refuse(exchange, Answers.status(e.code()), e);
    } catch (Conflict e) {
      setup.count(route.what(), "conflict");
      Answers.send(exchange, StatusCodes.CONFLICT, "application/json", Json.bytes(error(e)));
    } catch (KafkaException e) {
      LOGGER.atWarn().addKeyValue("page", route.what()).setCause(e).log("Kafka does not answer");
      setup.count(route.what(), "unavailable");
      var refusal = Refusal.retry(ErrorCode.UNAVAILABLE, "Kafka does not answer", LATER);
      Answers.refuse(exchange, Answers.status(refusal.code()), refusal);
    }
  }

  /** What may have been done is on record as such. */
  private static Object answer(Route route, Asked asked) throws Refusal, Conflict {
    try {
      return route.action().answer(asked);
    } catch (Refusal e) {
      if (e.code() == ErrorCode.UNKNOWN_OUTCOME) {
        asked.done(route.what(), asked.caller().path(), "not known to be done");
      }
      throw e;
    }
  }

  private static String error(Conflict conflict) {
    return Tree.json(
        Tree.of(
            "error",
            Tree.of(
                "code",
                "CONFLICT",
                "message",
                String.valueOf(conflict.getMessage()),
                "retry",
                false)));
  }
}
