package dev.wardstream.client;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A device that writes: one put at a time, sent again with the same ids until the server says that
 * it is in the log, so that it takes effect once. Owned by the thread that calls.
 */
public final class Device implements AutoCloseable {
  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(150);
  private static final int REFUSALS_AT_FIRST = 4;

  private final Supplier<Line.Attempt> connect;
  private final String id;
  private final long boot;
  private final Backoff backoff = new Backoff(new Random());
  private @Nullable Line line;
  private int refusals;
  private long seq;

  Device(Supplier<Line.Attempt> connect, String id, long boot) {
    this.connect = connect;
    this.id = id;
    this.boot = boot;
  }

  /** Sequence number of the last put; 0 before the first. */
  public long seq() {
    return seq;
  }

  /**
   * Puts readings. Blocks until they are in the log, for as long as it takes.
   *
   * @throws RefusedException when they never will be
   * @throws InterruptedException when it is not known whether they are
   */
  public Receipt put(List<Reading> readings) throws InterruptedException {
    seq++;
    var frame = frame(readings);
    while (true) {
      var open = line == null ? open() : line;
      if (open != null) {
        var answer = open.send(frame) ? answer(open) : null;
        if (answer == null) {
          lose(Duration.ZERO);
        } else if (answer.has("ok")) {
          backoff.reset();
          return receipt(answer.path("ok"));
        } else {
          refused(Signal.refused(answer.path("error")));
        }
      }
    }
  }

  private String frame(List<Reading> readings) {
    var frame = Json.object();
    frame.put("id", seq);
    var put = frame.putObject("put").put("device", id).put("boot", boot).put("seq", seq);
    var array = put.putArray("readings");
    readings.forEach(reading -> reading.write(array.addObject()));
    return Json.write(frame);
  }

  private @Nullable Line open() throws InterruptedException {
    switch (connect.get()) {
      case Line.Attempt.Open(var opened) -> {
        line = opened;
        refusals = 0;
      }
      case Line.Attempt.Failed(var why, var fatal) -> {
        // one that was enrolled a moment ago may not be known to every node yet
        if (fatal && ++refusals == REFUSALS_AT_FIRST) {
          throw new RefusedException(why, "");
        }
        lose(Duration.ZERO);
      }
    }
    return line;
  }

  /** The answer to the put under way; null when the line has ended before it. */
  private @Nullable JsonNode answer(Line open) throws InterruptedException {
    var deadline = System.nanoTime() + ANSWER_LIMIT.toNanos();
    while (true) {
      switch (open.next(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())))) {
        case null -> {
          return null;
        }
        case Line.Event.Alive _ -> {}
        case Line.Event.Ended ended -> {
          if (ended.isFatal()) {
            throw new RefusedException("closed " + ended.code(), ended.reason());
          }
          return null;
        }
        case Line.Event.Heard(var message) -> {
          var answer =
              message
                  .lines()
                  .map(Json::read)
                  .filter(told -> told.path("id").asLong(-1) == seq)
                  .findFirst();
          if (answer.isPresent()) {
            return answer.get();
          }
        }
      }
    }
  }

  private void refused(Signal.Refused refusal) throws InterruptedException {
    if (!refusal.retry()) {
      throw new RefusedException(refusal.code(), refusal.message());
    }
    Thread.sleep(backoff.next(refusal.after()));
  }

  private void lose(Duration after) throws InterruptedException {
    if (line != null) {
      line.cut();
      line = null;
    }
    Thread.sleep(backoff.next(after));
  }

  private static Receipt receipt(JsonNode ok) {
    return new Receipt(
        ok.path("at").valueStream().map(JsonNode::asString).toList(),
        ok.path("rejected")
            .valueStream()
            .map(each ->
                new Receipt.Rejected(
                    each.path("reading").asInt(),
                    each.path("path").asString(""),
                    each.path("code").asString("")))
            .toList());
  }

  @Override
  public void close() {
    if (line != null) {
      line.close();
      line = null;
    }
  }
}
