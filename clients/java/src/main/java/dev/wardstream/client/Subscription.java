package dev.wardstream.client;

import static java.util.Objects.requireNonNullElse;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * One stream, followed for as long as it is wanted: whatever breaks, the next call comes back with
 * the cursor, after a random pause that grows, and removes what was told before.
 *
 * <p>Owned by the thread that calls {@link #next}. What is not taken is not asked for: who reads
 * slowly holds one message in memory, and the server knows.
 */
public final class Subscription implements AutoCloseable {
  private static final Duration SILENCE = Duration.ofSeconds(45);
  private static final Duration EVER = Duration.ofDays(365);

  private final Connector connector;
  private final StreamRequest request;
  private final Backoff backoff = new Backoff(new Random());
  private final Seen seen = new Seen();
  private final ArrayDeque<Event> told = new ArrayDeque<>();
  private Transport transport;
  private From from;
  private @Nullable Channel channel;
  private @Nullable RefusedException refusal;
  private long openAt = System.nanoTime();
  private long heardAt;
  private int taken;

  Subscription(Connector connector, StreamRequest request) {
    this.connector = connector;
    this.request = request;
    transport = request.transport();
    from = request.from();
  }

  /** Opens the channels of a client. */
  @FunctionalInterface
  interface Connector {
    /** The channel, or why there is none. */
    Opening open(StreamRequest request, Transport transport, From from);
  }

  /** What became of an attempt to open a channel. */
  sealed interface Opening {
    /** It stands, or will say that it does not. */
    record Open(Channel channel) implements Opening {}

    /** It does not. */
    record Failed(Signal signal) implements Opening {}
  }

  /**
   * Waits for the next event, for as long as it takes.
   *
   * @throws RefusedException when the server refuses for good
   */
  public Event next() throws InterruptedException {
    while (true) {
      var event = next(EVER);
      if (event != null) {
        return event;
      }
    }
  }

  /**
   * Waits for the next event; null when there is none in time. To connect may take ten seconds
   * more.
   *
   * @throws RefusedException when the server refuses for good: not now, not with these rights, not
   *     from this cursor
   */
  public @Nullable Event next(Duration limit) throws InterruptedException {
    var deadline = System.nanoTime() + limit.toNanos();
    settle();
    while (true) {
      for (var event = told.poll(); event != null; event = told.poll()) {
        var kept = keep(event);
        if (kept != null) {
          return kept;
        }
      }
      var left = deadline - System.nanoTime();
      if (left <= 0 || !listen(left)) {
        return null;
      }
    }
  }

  /** What the last call returned has been dealt with. */
  private void settle() {
    if (channel != null && taken > 0) {
      channel.taken(taken);
    }
    taken = 0;
  }

  /** Hears what comes next; false when nothing came in time. */
  private boolean listen(long limitNanos) throws InterruptedException {
    if (refusal != null) {
      throw refusal;
    }
    var now = System.nanoTime();
    if (channel == null && openAt - now > limitNanos) {
      Thread.sleep(Duration.ofNanos(limitNanos));
      return false;
    }
    var open = channel == null ? open() : channel;
    if (open == null) {
      return true;
    }
    var silence = heardAt + SILENCE.toNanos() - System.nanoTime();
    var signal = open.next(Duration.ofNanos(Math.clamp(silence, 0, limitNanos)));
    if (signal != null) {
      hear(signal);
      return true;
    }
    if (System.nanoTime() - heardAt < SILENCE.toNanos()) {
      return false;
    }
    lose(Duration.ZERO);
    return true;
  }

  /** Opens a channel when it is time to; null when there is none yet. */
  private @Nullable Channel open() throws InterruptedException {
    Thread.sleep(Duration.ofNanos(Math.max(0, openAt - System.nanoTime())));
    switch (connector.open(request, transport, from)) {
      case Opening.Open(var opened) -> {
        channel = opened;
        heardAt = System.nanoTime();
      }
      case Opening.Failed(var why) -> hear(why);
    }
    return channel;
  }

  private void hear(Signal signal) {
    heardAt = System.nanoTime();
    switch (signal) {
      case Signal.Told(var events) -> told.addAll(events);
      case Signal.Refused(var code, var message, var retry, var after) -> {
        if (!retry) {
          refusal = new RefusedException(code, message);
        }
        lose(after);
      }
      case Signal.Ended(var why, var retry, var after) -> {
        if (!retry) {
          refusal = new RefusedException("closed " + why, "");
        }
        lose(after);
      }
    }
  }

  private void lose(Duration after) {
    if (channel != null) {
      channel.cut();
      channel = null;
    }
    openAt = System.nanoTime() + backoff.next(after).toNanos();
  }

  /** Keeps the place of an event that is about to be told; null when nothing is left of it. */
  private @Nullable Event keep(Event event) {
    switch (event) {
      case Event.Opened _ -> {}
      case Event.Snapshot(var items, _) -> taken += items.size();
      case Event.Live(var cursor) -> reached(cursor);
      case Event.Beat(var cursor) -> reached(cursor);
      case Event.Gap gap -> {
        reached(gap.to().isEmpty() ? null : gap.to());
        if (gap.why().equals("revoked")) {
          refusal = new RefusedException("FORBIDDEN", "the right to this stream has ended");
        }
      }
      case Event.Data data -> {
        taken += data.items().size();
        reached(data.cursor());
        return fresh(data);
      }
    }
    return event;
  }

  private void reached(@Nullable String cursor) {
    backoff.reset();
    if (cursor != null) {
      from = new From.Cursor(cursor);
    }
  }

  private @Nullable Event fresh(Event.Data data) {
    if (request.repeats()) {
      return data;
    }
    var fresh = data.items().stream().filter(item -> seen.add(item.at())).toList();
    return fresh.isEmpty() ? null : new Event.Data(fresh, data.cursor());
  }

  /** Where to go on: kept anywhere, it is good for another subscription, any day, on any node. */
  public From position() {
    return from;
  }

  /** How the stream travels now. */
  public Transport transport() {
    return transport;
  }

  /** Goes on over another transport: the next call comes back there, with the cursor. */
  public void switchTo(Transport other) {
    transport = other;
    cut();
  }

  /**
   * Cuts the connection without a word, as a pulled cable would; what was under way is lost. The
   * next call comes back with the cursor.
   */
  public void cut() {
    told.clear();
    taken = 0;
    if (channel != null) {
      channel.cut();
      channel = null;
    }
  }

  @Override
  public void close() {
    told.clear();
    refusal = requireNonNullElse(refusal, new RefusedException("CLOSED", "by this client"));
    if (channel != null) {
      channel.close();
      channel = null;
    }
  }
}
