package dev.wardstream.desk.whatif;

import dev.wardstream.desk.http.DeskPage.Setup;
import dev.wardstream.desk.http.Fields;
import dev.wardstream.desk.http.Tree;
import dev.wardstream.desk.whatif.Rerun.TooMuch;
import dev.wardstream.edge.http.Answers;
import dev.wardstream.edge.http.Caller;
import dev.wardstream.edge.socket.ErrorCode;
import dev.wardstream.edge.socket.ErrorJson;
import dev.wardstream.edge.socket.Json;
import dev.wardstream.edge.socket.Refusal;
import dev.wardstream.schemas.registry.SchemaRegistry;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.Methods;
import io.undertow.util.StatusCodes;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xnio.IoUtils;

/**
 * {@code POST /v1/rules/what-if}: lines of JSON, {@code {"progress":…}} twice a second, at last
 * {@code {"result":…}} or {@code {"error":…}}. Whoever closes the connection ends the run.
 */
public final class WhatIfPage implements HttpHandler, AutoCloseable {
  /** Where it is mounted. */
  public static final String PATH = "/v1/rules/what-if";

  private static final Logger LOGGER = LoggerFactory.getLogger(WhatIfPage.class);
  private static final String WHAT = "rules.what-if";

  /** A run takes a processor; the rest is for those who watch. */
  private static final int AT_A_TIME = 1;

  private static final Duration LONGEST = Duration.ofMinutes(10);
  private static final Duration TELL = Duration.ofMillis(500);
  private static final Duration LATER = Duration.ofSeconds(5);
  private static final Duration SOON = Duration.ofSeconds(2);

  private final Setup setup;
  private final Questions questions;
  private final Map<String, Object> kafka;
  private final SchemaRegistry registry;
  private final Semaphore places = new Semaphore(AT_A_TIME, true);
  private final ExecutorService runs =
      Executors.newFixedThreadPool(
          AT_A_TIME, Thread.ofPlatform().name("what-if-", 0).daemon().factory());

  /**
   * The page.
   *
   * @param questions finds out what may be asked
   */
  public WhatIfPage(
      Setup setup, Questions questions, Map<String, Object> kafka, SchemaRegistry registry) {
    this.setup = setup;
    this.questions = questions;
    this.kafka = Map.copyOf(kafka);
    this.registry = registry;
  }

  @Override
  public void handleRequest(HttpServerExchange exchange) {
    exchange.getResponseHeaders().put(Headers.CACHE_CONTROL, "no-store");
    if (exchange.getRequestMethod().equals(Methods.POST)) {
      setup.bodies().read(exchange, this::ask, Answers::refuse);
    } else {
      exchange.getResponseHeaders().put(Headers.ALLOW, "POST");
      Answers.refuse(
          exchange, StatusCodes.METHOD_NOT_ALLOWED, Refusal.of(ErrorCode.MALFORMED, "only POST"));
    }
  }

  private void ask(HttpServerExchange exchange, byte[] body) {
    try {
      var caller = setup.callers().of(exchange);
      try {
        setup.requireReady();
        caller.visit().bytes(body.length);
        var question = questions.of(caller.principal(), Fields.read(body));
        begin(exchange, caller, question);
      } catch (Refusal e) {
        caller.refused(WHAT, e);
        throw e;
      }
    } catch (Refusal e) {
      setup.count(WHAT, e.code().name());
      Answers.refuse(exchange, Answers.status(e.code()), e);
    }
  }

  private void begin(HttpServerExchange exchange, Caller caller, Question question) throws Refusal {
    caller.visit().stay(caller.principal());
    questions.record(caller, question);
    if (!places.tryAcquire()) {
      throw Refusal.retry(
          ErrorCode.UNAVAILABLE, "others are trying rules at the moment: try again", LATER);
    }
    var limit =
        exchange
            .getIoThread()
            .executeAfter(
                () -> IoUtils.safeClose(exchange.getConnection()),
                LONGEST.toMillis(),
                TimeUnit.MILLISECONDS);
    exchange.addExchangeCompleteListener((_, next) -> {
      limit.remove();
      next.proceed();
    });
    HttpHandler run = worker -> run(worker, question);
    exchange.dispatch(runs, run);
  }

  private void run(HttpServerExchange exchange, Question question) {
    exchange.startBlocking();
    exchange.setStatusCode(StatusCodes.OK);
    exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "application/x-ndjson");
    var outcome = "gone";
    try (var lines = new Lines(exchange.getOutputStream())) {
      outcome = answer(lines, question);
    } catch (UncheckedIOException | IOException e) {
      IoUtils.safeClose(exchange.getConnection()); // nobody listens any more
    } finally {
      places.release();
      setup.count(WHAT, outcome);
      exchange.endExchange();
    }
  }

  private String answer(Lines lines, Question question) {
    try {
      var result = new Rerun(kafka, registry, question).run(lines::progress);
      lines.write(Tree.json(Tree.of("result", WhatIfJson.of(question, result))));
      return "ok";
    } catch (TooMuch e) {
      lines.error(Refusal.at("from", ErrorCode.TOO_LARGE, String.valueOf(e.getMessage())));
      return "too_large";
    } catch (KafkaException e) {
      LOGGER.atWarn().setCause(e).log("readings cannot be read once more");
      lines.error(Refusal.retry(ErrorCode.UNAVAILABLE, "the log cannot be read now", SOON));
      return "unavailable";
    }
  }

  /** The lines of one answer. Owned by the thread of the run. */
  private static final class Lines implements AutoCloseable {
    private final OutputStream out;
    private long told;

    Lines(OutputStream out) {
      this.out = out;
      told = System.nanoTime() - TELL.toNanos();
    }

    void progress(long done, long of) {
      var now = System.nanoTime();
      if (now - told >= TELL.toNanos()) {
        told = now;
        write(Tree.json(Tree.of("progress", Tree.of("done", done, "of", of))));
      }
    }

    void error(Refusal refusal) {
      write("{\"error\":" + ErrorJson.of(refusal) + "}");
    }

    void write(String line) {
      try {
        out.write(Json.bytes(line + "\n"));
        out.flush();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void close() throws IOException {
      out.close();
    }
  }

  @Override
  public void close() {
    runs.shutdownNow();
  }
}
