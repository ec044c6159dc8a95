package dev.wardstream.cli.device;

import dev.wardstream.client.Line;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One bedside device. {@link #run} is its life, on a thread of its own, which owns everything here
 * but the stop signal. A measurement leaves the buffer only when the server has said that it is in
 * the log, or that it will never be.
 */
public final class Device implements Runnable {
  private static final Logger LOGGER = LoggerFactory.getLogger(Device.class);

  private static final int BUFFERED_MEASUREMENTS = 4096;
  private static final int MEASUREMENTS_PER_PUT = 60;
  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(150);
  private static final Duration PING_INTERVAL = Duration.ofSeconds(15);
  private static final Duration SILENCE_LIMIT = Duration.ofSeconds(45);
  private static final Duration RECONNECT_MIN = Duration.ofMillis(200);
  private static final Duration RECONNECT_MAX = Duration.ofSeconds(10);
  private static final Duration RETRY_MIN = Duration.ofMillis(200);

  private final String id;
  private final long boot;
  private final Source source;
  private final Faults faults;
  private final Uplink uplink;
  private final CountDownLatch stop = new CountDownLatch(1);

  private final Buffer buffer = new Buffer(BUFFERED_MEASUREMENTS);
  private @Nullable Flight flight;
  private long seq;
  private @Nullable Line line;
  private boolean everConnected;
  private Duration backoff = RECONNECT_MIN;
  private Instant connectAt = Instant.EPOCH;
  private Instant heardAt = Instant.EPOCH;
  private Instant pingAt = Instant.EPOCH;
  private Instant renewAt = Instant.EPOCH;
  private boolean duplicateNext;
  private boolean dead;

  /**
   * A device that has just been switched on.
   *
   * @param id device id
   * @param boot grows at every start of the device
   */
  public Device(String id, long boot, Source source, Faults faults, Uplink uplink) {
    this.id = id;
    this.boot = boot;
    this.source = source;
    this.faults = faults;
    this.uplink = uplink;
  }

  /** Switches the device off; what it has not delivered yet is lost. Any thread. */
  public void stop() {
    stop.countDown();
  }

  /** Lives until stopped, refused for good, or until the source is empty and all is delivered. */
  @Override
  public void run() {
    try {
      while (stop.getCount() > 0 && !dead && !finished()) {
        step();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      hangUp(Line::close);
    }
  }

  private boolean finished() {
    return source.due() == null && buffer.isEmpty() && flight == null;
  }

  private void step() throws InterruptedException {
    var now = uplink.clock().instant();
    measure(now);
    suffer(faults.strike(now), now);
    if (line == null && !now.isBefore(connectAt)) {
      connect(now);
    }
    if (line != null) {
      keepAlive(now);
      send(now);
    }
    await(uplink.clock().instant());
  }

  private void measure(Instant now) {
    for (var due = source.due(); due != null && !due.isAfter(now); due = source.due()) {
      var measurement = source.take();
      uplink.tally().measured();
      uplink.tally().dropped(buffer.keep(measurement));
    }
    if (source.due() == null) {
      uplink.tally().dropped(buffer.release());
    }
  }

  private void suffer(@Nullable Fault fault, Instant now) {
    if (fault == null) {
      return;
    }
    uplink.tally().struck(fault);
    switch (fault) {
      case DISCONNECT -> hangUp(Line::cut);
      case BACKLOG -> {
        hangUp(Line::cut);
        connectAt = now.plus(faults.outage());
      }
      case DUPLICATE -> duplicateNext = true;
      case OUT_OF_ORDER -> buffer.holdNext();
    }
  }

  private void connect(Instant now) {
    switch (uplink.connect(id)) {
      case Line.Attempt.Open(var opened) -> {
        line = opened;
        uplink.tally().opened();
        if (everConnected) {
          uplink.tally().reconnected();
        }
        everConnected = true;
        heardAt = now;
        pingAt = now.plus(PING_INTERVAL);
        renewAt = now.plus(uplink.tokens().renewal());
        if (flight != null) {
          flight.sendAt = now;
        }
      }
      case Line.Attempt.Failed(var why, var fatal) -> {
        LOGGER.atDebug().addKeyValue("device", id).addKeyValue("why", why).log("not connected");
        if (fatal) {
          giveUp(why);
        }
        stayAway(now, backoff);
        backoff = min(backoff.multipliedBy(2), RECONNECT_MAX);
      }
    }
  }

  private void keepAlive(Instant now) {
    var stuck = flight != null && flight.overdue(now);
    if (stuck || heardAt.plus(SILENCE_LIMIT).isBefore(now)) {
      hangUp(Line::cut);
    } else if (!now.isBefore(pingAt)) {
      pingAt = now.plus(PING_INTERVAL);
      sent(line != null && line.ping());
    } else if (!now.isBefore(renewAt)) {
      renewAt = now.plus(uplink.tokens().renewal());
      sent(line != null && line.send(Put.renewal(uplink.tokens().of(id))));
    }
  }

  private void sent(boolean done) {
    if (!done) {
      hangUp(Line::cut);
    }
  }

  private void send(Instant now) {
    if (flight == null && !buffer.nothingToTake()) {
      flight = new Flight(new Put(++seq, buffer.take(MEASUREMENTS_PER_PUT)), now);
    }
    if (line == null || flight == null || now.isBefore(flight.sendAt)) {
      return;
    }
    var frame = flight.put.frame(id, boot);
    uplink.tally().sent(flight.wasSent());
    flight.sent(now);
    if (!line.send(frame)) {
      hangUp(Line::cut);
    } else if (duplicateNext) {
      duplicateNext = false;
      uplink.tally().sent(true);
      line.send(frame);
    }
  }

  /** Waits for the next thing to happen: an event of the line, or a moment when work is due. */
  private void await(Instant now) throws InterruptedException {
    var until = now.plusSeconds(1);
    var due = source.due();
    until = due == null ? until : earlier(until, due);
    if (line == null) {
      until = earlier(until, connectAt);
      stop.await(Math.max(0, Duration.between(now, until).toNanos()), TimeUnit.NANOSECONDS);
      return;
    }
    until = flight == null ? until : earlier(until, flight.sendAt);
    var wait = Duration.between(now, until);
    var event = line.next(wait.isNegative() ? Duration.ZERO : wait);
    if (event != null) {
      hear(event, uplink.clock().instant());
    }
  }

  private void hear(Line.Event event, Instant now) {
    heardAt = now;
    switch (event) {
      case Line.Event.Heard(var message) ->
          Answer.parse(message).forEach(answer -> learn(answer, now));
      case Line.Event.Alive _ -> {}
      case Line.Event.Ended ended -> {
        hangUp(Line::cut);
        if (ended.isFatal()) {
          giveUp(ended.code() + " " + ended.reason());
        }
        stayAway(now, backoff);
      }
    }
  }

  private void learn(Answer answer, Instant now) {
    switch (answer) {
      case Answer.Accepted(var of, var rejected) -> {
        if (flight != null && flight.put.seq() == of) {
          uplink.tally().accepted(flight.put.measurements().size(), rejected, flight.ageNanos());
          flight = null;
          backoff = RECONNECT_MIN;
        }
      }
      case Answer.Refused refused -> refused(refused, now);
      case Answer.Bye(var after) -> stayAway(now, after);
      case Answer.Hello _, Answer.Other _ -> {}
    }
  }

  private void refused(Answer.Refused refused, Instant now) {
    uplink.tally().refused(refused.code());
    if (flight == null || flight.put.seq() != refused.seq()) {
      return;
    }
    if (refused.retry()) {
      flight.sendAt = now.plus(max(refused.after(), RETRY_MIN));
    } else {
      LOGGER.atWarn().addKeyValue("device", id).addKeyValue("code", refused.code()).log("refused");
      flight = null;
    }
  }

  /** Some jitter, so that a thousand devices do not come back at the same moment. */
  private void stayAway(Instant now, Duration time) {
    var jitter = 0.5 + Math.floorMod(id.hashCode() * 31L + seq, 1000) / 1000.0;
    connectAt = later(connectAt, now.plusMillis((long) (time.toMillis() * jitter)));
  }

  private void giveUp(String why) {
    dead = true;
    uplink.tally().refused(why);
    LOGGER.atWarn().addKeyValue("device", id).addKeyValue("why", why).log("device gives up");
  }

  private void hangUp(Consumer<Line> how) {
    if (line != null) {
      how.accept(line);
      line = null;
      uplink.tally().closed();
    }
  }

  private static Instant earlier(Instant a, Instant b) {
    return a.isBefore(b) ? a : b;
  }

  private static Instant later(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }

  private static Duration min(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }

  private static Duration max(Duration a, Duration b) {
    return a.compareTo(b) > 0 ? a : b;
  }

  /** The put that waits for its answer. */
  private static final class Flight {
    final Put put;
    Instant sendAt;
    private @Nullable Instant sentAt;
    private long firstNanos;

    Flight(Put put, Instant sendAt) {
      this.put = put;
      this.sendAt = sendAt;
    }

    boolean wasSent() {
      return sentAt != null;
    }

    void sent(Instant now) {
      if (sentAt == null) {
        firstNanos = System.nanoTime();
      }
      sentAt = now;
      sendAt = Instant.MAX;
    }

    boolean overdue(Instant now) {
      return sentAt != null && sentAt.plus(ANSWER_LIMIT).isBefore(now);
    }

    long ageNanos() {
      return System.nanoTime() - firstNanos;
    }
  }
}
