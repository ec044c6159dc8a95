package dev.wardstream.ingest.fhir;

import dev.wardstream.edge.http.Answers;
import dev.wardstream.edge.http.Caller;
import dev.wardstream.edge.limit.Share;
import dev.wardstream.edge.socket.ErrorCode;
import dev.wardstream.edge.socket.Refusal;
import dev.wardstream.edge.socket.Reply;
import dev.wardstream.fhir.Entry;
import dev.wardstream.fhir.FhirPut;
import dev.wardstream.fhir.FhirWriter.Response;
import dev.wardstream.fhir.Issue;
import dev.wardstream.fhir.Submission;
import dev.wardstream.ingest.put.Put;
import dev.wardstream.ingest.put.Puts;
import dev.wardstream.schemas.Topics;
import io.undertow.util.StatusCodes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.jspecify.annotations.Nullable;

/**
 * Authorises and records what a submission holds: one Observation or a transaction as one request
 * to Kafka, a batch entry by entry. Begun by one thread; the verdict comes from whichever thread
 * learns of the last record.
 */
final class Reception {

  /** What becomes of a submission. */
  sealed interface Verdict {
    /** One response per entry, in the order sent. */
    record Taken(List<Response> responses) implements Verdict {}

    /**
     * Refused as a whole.
     *
     * @param after when to send it again; null when that would not help
     */
    record Refused(int status, @Nullable Duration after, List<Issue> issues) implements Verdict {}
  }

  private final Puts puts;
  private final Caller caller;
  private final Submission submission;
  private final Consumer<Verdict> verdict;

  Reception(Puts puts, Caller caller, Submission submission, Consumer<Verdict> verdict) {
    this.puts = puts;
    this.caller = caller;
    this.submission = submission;
    this.verdict = verdict;
  }

  void begin() {
    if (submission.shape() == Submission.Shape.BATCH) {
      eachForItself();
    } else {
      allOrNothing();
    }
  }

  private void allOrNothing() {
    var faults = new ArrayList<Issue>();
    var forbidden = new ArrayList<Issue>();
    var understood = new ArrayList<Put>();
    for (var i = 0; i < submission.entries().size(); i++) {
      switch (submission.entries().get(i)) {
        case Entry.Refused(var issues) -> faults.addAll(issues);
        case Entry.Empty _ -> {}
        case Entry.Understood(var sent, _, _) -> {
          understood.add(put(sent));
          forbidden.addAll(forbidden(sent, i));
        }
      }
    }
    if (!faults.isEmpty()) {
      verdict.accept(new Verdict.Refused(StatusCodes.UNPROCESSABLE_ENTITY, null, faults));
    } else if (!forbidden.isEmpty()) {
      verdict.accept(new Verdict.Refused(StatusCodes.FORBIDDEN, null, forbidden));
    } else if (understood.isEmpty()) {
      verdict.accept(new Verdict.Taken(responses(List.of())));
    } else {
      puts.record(
          understood,
          whole(),
          positions -> {
            verdict.accept(new Verdict.Taken(responses(positions)));
            return new byte[0];
          });
    }
  }

  /** The receipt has told already when all went well. */
  private Reply whole() {
    return new Reply() {
      @Override
      public void ok(byte[] body) {}

      @Override
      public @Nullable Share share() {
        return caller.visit().share();
      }

      @Override
      public void refuse(Refusal refusal) {
        var after = refusal.after();
        verdict.accept(
            new Verdict.Refused(
                Answers.status(refusal.code()),
                refusal.code().retry() && after == null ? Duration.ofSeconds(1) : after,
                List.of(issue(refusal, ""))));
      }
    };
  }

  private List<Response> responses(List<String> positions) {
    var responses = new ArrayList<Response>();
    var next = positions.iterator();
    for (var entry : submission.entries()) {
      responses.add(
          entry instanceof Entry.Understood understood
              ? created(understood, next.next())
              : new Response("200 OK", null, entry.issues()));
    }
    return responses;
  }

  private static Response created(Entry.Understood understood, String position) {
    var issues = new ArrayList<>(understood.issues());
    issues.add(Issue.information("recorded at " + position));
    if (position.startsWith(Topics.VITALS_UNASSIGNED.name() + "/")) {
      issues.add(Issue.information("the device had no patient at that time"));
    }
    return new Response("201 Created", "Observation/" + understood.id(), issues);
  }

  private void eachForItself() {
    var count = submission.entries().size();
    var responses = new AtomicReferenceArray<@Nullable Response>(count);
    var open = new AtomicInteger(count + 1);
    Runnable done =
        () -> {
          if (open.decrementAndGet() == 0) {
            var all = new ArrayList<Response>(count);
            for (var i = 0; i < count; i++) {
              all.add(Objects.requireNonNull(responses.get(i)));
            }
            verdict.accept(new Verdict.Taken(all));
          }
        };
    for (var i = 0; i < count; i++) {
      var index = i;
      one(
          index,
          response -> {
            responses.set(index, response);
            done.run();
          });
    }
    done.run();
  }

  private void one(int index, Consumer<Response> told) {
    switch (submission.entries().get(index)) {
      case Entry.Refused(var issues) ->
          told.accept(new Response("422 Unprocessable Entity", null, issues));
      case Entry.Empty(var issues) -> told.accept(new Response("200 OK", null, issues));
      case Entry.Understood understood -> {
        var forbidden = forbidden(understood.put(), index);
        if (forbidden.isEmpty()) {
          record(understood, index, told);
        } else {
          told.accept(new Response("403 Forbidden", null, forbidden));
        }
      }
    }
  }

  private void record(Entry.Understood understood, int index, Consumer<Response> told) {
    var reply =
        new Reply() {
          @Override
          public void ok(byte[] body) {}

          @Override
          public @Nullable Share share() {
            return caller.visit().share();
          }

          @Override
          public void refuse(Refusal refusal) {
            var status = Answers.status(refusal.code());
            told.accept(
                new Response(
                    status + " " + StatusCodes.getReason(status),
                    null,
                    List.of(issue(refusal, "Bundle.entry[" + index + "]"))));
          }
        };
    puts.record(
        List.of(put(understood.put())),
        reply,
        positions -> {
          told.accept(created(understood, positions.getFirst()));
          return new byte[0];
        });
  }

  private static String field(@Nullable String path) {
    return switch (path) {
      case "put.device" -> ".device";
      case "put.patient" -> ".subject";
      case null, default -> "";
    };
  }

  private List<Issue> forbidden(FhirPut sent, int index) {
    try {
      puts.authorise(put(sent), caller.principal());
      return List.of();
    } catch (Refusal e) {
      caller.refused("fhir", e);
      var resource =
          submission.shape() == Submission.Shape.SINGLE
              ? "Observation"
              : "Bundle.entry[" + index + "].resource";
      return List.of(issue(e, resource + field(e.path())));
    }
  }

  private static Put put(FhirPut sent) {
    return new Put(
        sent.device(),
        sent.boot(),
        sent.seq(),
        sent.patient(),
        List.of(sent.reading()),
        List.of(0),
        null);
  }

  /** A refusal of the edge in the words of FHIR. */
  static Issue issue(Refusal refusal, String expression) {
    return Issue.error(type(refusal.code()), expression, String.valueOf(refusal.getMessage()));
  }

  private static IssueType type(ErrorCode code) {
    return switch (code) {
      case UNAUTHENTICATED -> IssueType.LOGIN;
      case FORBIDDEN -> IssueType.FORBIDDEN;
      case TOO_LARGE -> IssueType.TOOLONG;
      case RATE -> IssueType.THROTTLED;
      case UNAVAILABLE -> IssueType.TRANSIENT;
      case UNKNOWN_OUTCOME -> IssueType.TIMEOUT;
      default -> IssueType.INVALID;
    };
  }
}
