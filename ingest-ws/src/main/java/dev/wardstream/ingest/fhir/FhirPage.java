package dev.wardstream.ingest.fhir;

import ca.uhn.fhir.context.FhirContext;
import dev.wardstream.edge.http.Answers;
import dev.wardstream.edge.http.Bodies;
import dev.wardstream.edge.http.Caller;
import dev.wardstream.edge.http.Callers;
import dev.wardstream.edge.socket.Refusal;
import dev.wardstream.fhir.FhirReader;
import dev.wardstream.fhir.FhirReader.UnreadableException;
import dev.wardstream.fhir.FhirWriter;
import dev.wardstream.fhir.FhirWriter.Response;
import dev.wardstream.fhir.Issue;
import dev.wardstream.fhir.Submission;
import dev.wardstream.ingest.http.Later;
import dev.wardstream.ingest.http.MediaType;
import dev.wardstream.ingest.put.Puts;
import io.micrometer.core.instrument.MeterRegistry;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.Methods;
import io.undertow.util.SameThreadExecutor;
import io.undertow.util.StatusCodes;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;

/**
 * {@code /fhir}: Observations and Bundles of them, inwards. Every refusal is an OperationOutcome.
 */
public final class FhirPage implements HttpHandler {
  /** Below this it is mounted. */
  public static final String BELOW = "/fhir";

  private static final String TYPE = "application/fhir+json;charset=UTF-8";
  private static final Set<String> TYPES = Set.of("application/fhir+json", "application/json");
  private static final Set<String> PARAMETERS = Set.of("charset=utf-8", "fhirversion=4.0");

  private final Puts puts;
  private final Callers callers;
  private final Bodies bodies;
  private final Executor workers;
  private final MeterRegistry metrics;
  private final Semaphore parsing =
      new Semaphore(Math.max(2, Runtime.getRuntime().availableProcessors()));
  private final FhirReader reader;
  private final FhirWriter writer;

  /**
   * A page.
   *
   * @param workers where tokens are verified and resources are parsed
   */
  public FhirPage(
      Puts puts, Callers callers, Bodies bodies, Executor workers, MeterRegistry metrics) {
    this.puts = puts;
    this.callers = callers;
    this.bodies = bodies;
    this.workers = workers;
    this.metrics = metrics;
    var context = FhirContext.forR4Cached();
    reader = new FhirReader(context);
    writer = new FhirWriter(context);
  }

  @Override
  public void handleRequest(HttpServerExchange exchange) {
    HttpHandler serve = this::route;
    exchange.dispatch(workers, serve);
  }

  private void route(HttpServerExchange exchange) {
    var path = exchange.getRelativePath();
    switch (path) {
      case "/metadata" -> metadata(exchange);
      case "", "/" -> post(exchange, reader::bundle);
      case "/Observation" -> post(exchange, reader::observation);
      default ->
          refuse(
              exchange,
              StatusCodes.NOT_FOUND,
              Issue.error(
                  IssueType.NOTSUPPORTED, "", "not served here; GET /fhir/metadata says what is"));
    }
  }

  private void metadata(HttpServerExchange exchange) {
    if (exchange.getRequestMethod().equals(Methods.GET)) {
      Answers.send(exchange, StatusCodes.OK, TYPE, writer.capabilities());
    } else {
      notAllowed(exchange, "GET");
    }
  }

  private void notAllowed(HttpServerExchange exchange, String method) {
    exchange.getResponseHeaders().put(Headers.ALLOW, method);
    refuse(
        exchange,
        StatusCodes.METHOD_NOT_ALLOWED,
        Issue.error(IssueType.NOTSUPPORTED, "", "only " + method));
  }

  /** Reads a text as FHIR. */
  private interface Reading {
    Submission read(String json) throws UnreadableException;
  }

  private void post(HttpServerExchange exchange, Reading reading) {
    if (!exchange.getRequestMethod().equals(Methods.POST)) {
      notAllowed(exchange, "POST");
      return;
    }
    try {
      var caller = callers.of(exchange);
      if (!TYPES.contains(MediaType.of(exchange, PARAMETERS))) {
        exchange.getResponseHeaders().put(Headers.ACCEPT, "application/fhir+json");
        refuse(
            exchange,
            StatusCodes.UNSUPPORTED_MEDIA_TYPE,
            Issue.error(
                IssueType.NOTSUPPORTED, "", "send R4 with Content-Type application/fhir+json"));
        return;
      }
      bodies.read(
          exchange, (read, content) -> parse(read, content, reading, caller), this::refuseBody);
    } catch (Refusal e) {
      refuseBody(exchange, Answers.status(e.code()), e);
    }
  }

  private void parse(HttpServerExchange exchange, byte[] content, Reading reading, Caller caller) {
    try {
      caller.visit().bytes(content.length);
      var submission = submission(content, reading, caller);
      Runnable receive =
          () ->
              new Reception(
                      puts,
                      caller,
                      submission,
                      verdict -> Later.run(exchange, () -> answer(exchange, submission, verdict)))
                  .begin();
      exchange.dispatch(SameThreadExecutor.INSTANCE, receive);
    } catch (Refusal e) {
      refuseBody(exchange, Answers.status(e.code()), e);
    } catch (UnreadableException e) {
      var costly = e.issue().type() == IssueType.TOOCOSTLY;
      refuse(
          exchange,
          costly ? StatusCodes.REQUEST_ENTITY_TOO_LARGE : StatusCodes.BAD_REQUEST,
          e.issue());
    }
  }

  /** What is not understood counts as one put. */
  private Submission submission(byte[] content, Reading reading, Caller caller)
      throws Refusal, UnreadableException {
    Submission submission;
    try {
      submission = read(content, reading);
    } catch (Refusal | UnreadableException e) {
      caller.visit().requests(1);
      throw e;
    }
    caller.visit().requests(Math.max(1, submission.entries().size()));
    return submission;
  }

  /** A few at a time: while it is parsed, a Bundle takes many times its size. */
  private Submission read(byte[] content, Reading reading) throws Refusal, UnreadableException {
    parsing.acquireUninterruptibly();
    try {
      return reading.read(PlainJson.of(content));
    } finally {
      parsing.release();
    }
  }

  private void refuseBody(HttpServerExchange exchange, int status, Refusal refusal) {
    metrics.counter("wardstream.edge.refusals", "code", refusal.code().name()).increment();
    refuse(exchange, status, refusal);
  }

  /** Answers a refusal that is counted already. */
  public void refuse(HttpServerExchange exchange, int status, Refusal refusal) {
    if (status == StatusCodes.UNAUTHORIZED) {
      exchange.getResponseHeaders().put(Headers.WWW_AUTHENTICATE, "Bearer");
    }
    if (refusal.code().retry()) {
      Answers.retryAfter(exchange, refusal.after());
    }
    refuse(exchange, status, Reception.issue(refusal, ""));
  }

  private void answer(
      HttpServerExchange exchange, Submission submission, Reception.Verdict verdict) {
    switch (verdict) {
      case Reception.Verdict.Refused(var status, var after, var issues) -> {
        if (after != null) {
          Answers.retryAfter(exchange, after);
        }
        refuse(exchange, status, issues);
      }
      case Reception.Verdict.Taken(var responses) -> {
        responses.forEach(response -> count(response.issues()));
        if (submission.shape() == Submission.Shape.SINGLE) {
          created(exchange, responses.getFirst());
        } else {
          Answers.send(
              exchange, StatusCodes.OK, TYPE, writer.bundle(submission.shape(), responses));
        }
      }
    }
  }

  private void created(HttpServerExchange exchange, Response response) {
    var location = response.location();
    if (location != null) {
      exchange.getResponseHeaders().put(Headers.LOCATION, BELOW + "/" + location);
    }
    Answers.send(
        exchange,
        location == null ? StatusCodes.OK : StatusCodes.CREATED,
        TYPE,
        writer.outcome(response.issues()));
  }

  private void refuse(HttpServerExchange exchange, int status, Issue issue) {
    refuse(exchange, status, List.of(issue));
  }

  private void refuse(HttpServerExchange exchange, int status, List<Issue> issues) {
    count(issues);
    Answers.send(exchange, status, TYPE, writer.outcome(issues));
  }

  private void count(List<Issue> issues) {
    for (var issue : issues) {
      metrics
          .counter(
              "wardstream.ingest.fhir.issues",
              "severity",
              issue.severity().toCode(),
              "type",
              issue.type().toCode())
          .increment();
    }
  }
}
