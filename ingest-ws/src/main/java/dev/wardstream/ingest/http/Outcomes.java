package dev.wardstream.ingest.http;

import dev.wardstream.edge.http.Answers;
import dev.wardstream.edge.limit.Share;
import dev.wardstream.edge.socket.ErrorJson;
import dev.wardstream.edge.socket.Json;
import dev.wardstream.edge.socket.Refusal;
import dev.wardstream.edge.socket.Reply;
import dev.wardstream.ingest.http.Body.Shape;
import io.undertow.util.StatusCodes;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What became of each put of one request, completed in any order by any thread; whoever completes
 * the last one sends the answer.
 *
 * <p>The status never claims more than is true of all puts: a client that reads nothing else either
 * knows that everything was recorded, or sends everything again, which takes effect once.
 */
final class Outcomes {

  /** One put's. */
  private record Outcome(String json, @Nullable Refusal refusal) {}

  private final Shape shape;
  private final AtomicReferenceArray<@Nullable Outcome> outcomes;
  private final AtomicInteger open;
  private final @Nullable Share share;
  private final Consumer<Outcomes> done;

  /**
   * None known yet.
   *
   * @param share on whose account it goes what is on its way to the log
   */
  Outcomes(Shape shape, int count, @Nullable Share share, Consumer<Outcomes> done) {
    this.shape = shape;
    this.share = share;
    this.done = done;
    outcomes = new AtomicReferenceArray<>(count);
    open = new AtomicInteger(count);
  }

  /** The reply to one put. */
  Reply reply(int index) {
    return new Reply() {
      @Override
      public void ok(byte[] body) {
        var json = new String(body, StandardCharsets.UTF_8);
        complete(index, new Outcome("{\"ok\":" + json + "}", null));
      }

      @Override
      public @Nullable Share share() {
        return share;
      }

      @Override
      public void refuse(Refusal refusal) {
        complete(index, new Outcome("{\"error\":" + ErrorJson.of(refusal) + "}", refusal));
      }
    };
  }

  private void complete(int index, Outcome outcome) {
    if (!outcomes.compareAndSet(index, null, outcome)) {
      throw new IllegalStateException("answered twice");
    }
    if (open.decrementAndGet() == 0) {
      done.accept(this);
    }
  }

  /** 200 when all are ok; else that of the first to be sent again, else of the first refused. */
  int status() {
    var worst = worst();
    return worst == null ? StatusCodes.OK : Answers.status(worst.code());
  }

  /** When to send again; null when that would not help. */
  @Nullable Duration retryAfter() {
    var worst = worst();
    if (worst == null || !worst.code().retry()) {
      return null;
    }
    var after = worst.after();
    return after == null ? Duration.ofSeconds(1) : after;
  }

  private @Nullable Refusal worst() {
    @Nullable Refusal worst = null;
    for (var i = 0; i < outcomes.length(); i++) {
      var refusal = at(i).refusal;
      if (refusal != null && (worst == null || (refusal.code().retry() && !worst.code().retry()))) {
        worst = refusal;
      }
    }
    return worst;
  }

  /** What was refused. */
  List<Refusal> refusals() {
    return IntStream.range(0, outcomes.length())
        .mapToObj(i -> at(i).refusal)
        .filter(Objects::nonNull)
        .toList();
  }

  private Outcome at(int index) {
    var outcome = outcomes.get(index);
    if (outcome == null) {
      throw new IllegalStateException("not answered yet");
    }
    return outcome;
  }

  /** The answer, in the shape of the question. */
  byte[] json() {
    var json = new StringBuilder(outcomes.length() * 64);
    for (var i = 0; i < outcomes.length(); i++) {
      if (shape == Shape.ARRAY) {
        json.append(i == 0 ? '[' : ',');
      }
      json.append(at(i).json);
      if (shape == Shape.LINES) {
        json.append('\n');
      }
    }
    return Json.bytes(shape == Shape.ARRAY ? json.append(']') : json);
  }
}
