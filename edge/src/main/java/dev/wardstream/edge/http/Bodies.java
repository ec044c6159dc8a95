package dev.wardstream.edge.http;

import dev.wardstream.edge.socket.ErrorCode;
import dev.wardstream.edge.socket.Refusal;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.undertow.io.Receiver;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.RequestTooBigException;
import io.undertow.util.Headers;
import io.undertow.util.StatusCodes;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.xnio.IoUtils;

/**
 * Reads the bodies of requests without a thread that waits: bounded in size each and in sum, in
 * time, and in what gzip may blow them up to. A body that is slower than the limit ends its
 * connection.
 */
public final class Bodies {
  private static final Duration FULL = Duration.ofSeconds(1);

  private final BodyLimits limits;
  private final Executor workers;
  private final MeterRegistry metrics;
  private final AtomicLong held = new AtomicLong();

  /**
   * A reader.
   *
   * @param workers where bodies are looked at once they are there
   */
  public Bodies(BodyLimits limits, Executor workers, MeterRegistry metrics) {
    this.limits = limits;
    this.workers = workers;
    this.metrics = metrics;
    Gauge.builder("wardstream.edge.http.bodies.bytes", held, AtomicLong::get).register(metrics);
  }

  /** What is done with a body, on a worker. */
  @FunctionalInterface
  public interface Then {

    /** Takes the whole body. Answers, or dispatches to answer later. */
    void body(HttpServerExchange exchange, byte[] content);
  }

  /** Answers a request that is refused. */
  @FunctionalInterface
  public interface Otherwise {

    /** Answers. */
    void refuse(HttpServerExchange exchange, int status, Refusal refusal);
  }

  /** Reads the body of a request, to be called while it is being handled. */
  public void read(HttpServerExchange exchange, Then then, Otherwise otherwise) {
    var encoding = encoding(exchange);
    var gzip = encoding.equals("gzip") || encoding.equals("x-gzip");
    if (!gzip && !encoding.equals("identity")) {
      exchange.getResponseHeaders().put(Headers.ACCEPT_ENCODING, "gzip, identity");
      otherwise.refuse(
          exchange,
          StatusCodes.UNSUPPORTED_MEDIA_TYPE,
          Refusal.of(ErrorCode.MALFORMED, "Content-Encoding may be gzip or identity"));
      return;
    }
    var length = exchange.getRequestContentLength();
    if (length > limits.bytes()) {
      otherwise.refuse(exchange, StatusCodes.REQUEST_ENTITY_TOO_LARGE, tooLarge());
      return;
    }
    var weight = (length < 0 ? limits.bytes() : length) + (gzip ? limits.inflatedBytes() : 0);
    if (!reserve(exchange, weight)) {
      otherwise.refuse(
          exchange,
          StatusCodes.SERVICE_UNAVAILABLE,
          Refusal.retry(ErrorCode.UNAVAILABLE, "too much is being read: nothing recorded", FULL));
      return;
    }
    receive(exchange, gzip, then, otherwise);
  }

  private static String encoding(HttpServerExchange exchange) {
    var values = exchange.getRequestHeaders().get(Headers.CONTENT_ENCODING);
    if (values == null) {
      return "identity";
    }
    return values.size() == 1 ? values.getFirst().trim().toLowerCase(Locale.ROOT) : "several";
  }

  private boolean reserve(HttpServerExchange exchange, long weight) {
    if (held.addAndGet(weight) > limits.totalBytes()) {
      held.addAndGet(-weight);
      return false;
    }
    exchange.addExchangeCompleteListener((_, next) -> {
      held.addAndGet(-weight);
      next.proceed();
    });
    return true;
  }

  private void receive(HttpServerExchange exchange, boolean gzip, Then then, Otherwise otherwise) {
    var deadline =
        exchange
            .getIoThread()
            .executeAfter(() -> tooSlow(exchange), limits.time().toMillis(), TimeUnit.MILLISECONDS);
    exchange.getRequestReceiver().setMaxBufferSize(limits.bytes());
    exchange
        .getRequestReceiver()
        .receiveFullBytes(
            (received, bytes) -> {
              deadline.remove();
              HttpHandler look = worker -> content(worker, bytes, gzip, then, otherwise);
              received.dispatch(workers, look);
            },
            (failed, e) -> {
              deadline.remove();
              failed(failed, e, otherwise);
            });
  }

  private void tooSlow(HttpServerExchange exchange) {
    metrics.counter("wardstream.edge.http.refused", "reason", "slow").increment();
    IoUtils.safeClose(exchange.getConnection());
  }

  private void content(
      HttpServerExchange exchange, byte[] bytes, boolean gzip, Then then, Otherwise otherwise) {
    byte[] content;
    try {
      content = gzip ? Gzip.inflate(bytes, limits.inflatedBytes()) : bytes;
    } catch (Refusal e) {
      otherwise.refuse(exchange, Answers.status(e.code()), e);
      return;
    }
    then.body(exchange, content);
  }

  private void failed(HttpServerExchange exchange, IOException e, Otherwise otherwise) {
    if (e instanceof Receiver.RequestToLargeException || e instanceof RequestTooBigException) {
      otherwise.refuse(exchange, StatusCodes.REQUEST_ENTITY_TOO_LARGE, tooLarge());
    } else {
      exchange.setPersistent(false).endExchange(); // the client is gone
    }
  }

  private Refusal tooLarge() {
    return Refusal.of(
        ErrorCode.TOO_LARGE, "a body has at most %d bytes: send less".formatted(limits.bytes()));
  }
}
