// SPDX-License-Identifier: Apache-2.0
package dev.wardstream.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A {@link Crowd} of subscribers and the {@link Source} of what they are told. Arguments: address
 * of the subscribers, token or {@code -}, then {@code log BROKER REGISTRY}, {@code socket ADDRESS}
 * or {@code nats ADDRESS}.
 *
 * <p>Asked:
 *
 * <ul>
 *   <li>{@code open N}: opens so many more;
 *   <li>{@code stall}: the first does not read any longer;
 *   <li>{@code saturate SECONDS WINDOW}: sends as fast as they take, at most so many items ahead of
 *       them on average, and answers deliveries, nanoseconds, frames, deliveries missing;
 *   <li>{@code steady RATE SECONDS}: sends so many items per second and answers deliveries,
 *       nanoseconds, frames, deliveries missing, then the delays p50, p99, p99.9 and max in
 *       microseconds.
 * </ul>
 */
final class CrowdPart {
  private static final int AT_ONCE = 64;
  private static final Duration LATEST = Duration.ofSeconds(10);
  private static final String WARD = "wards/" + Beds.ward(0) + "/vitals";
  private static final String SUBSCRIBE =
      "{\"id\":1,\"sub\":{\"stream\":\"" + WARD + "\",\"from\":\"live\"}}";

  private final Crowd crowd;
  private final Source source;
  private int readers;
  private long due;

  private CrowdPart(Crowd crowd, Source source) {
    this.crowd = crowd;
    this.source = source;
  }

  static void main(String[] arguments) throws IOException, InterruptedException {
    var address = URI.create(arguments[0]);
    try (var crowd = new Crowd(door(address, arguments[1], arguments[2]));
        var source = source(arguments)) {
      var part = new CrowdPart(crowd, source);
      Child.serve("", part::answer);
    }
  }

  private static Source source(String[] arguments) throws IOException {
    return switch (arguments[2]) {
      case "log" -> new LogSource(arguments[3], URI.create(arguments[4]), PushPart.BEDS.count());
      case "socket" -> new SocketSource(URI.create(arguments[3]));
      case "nats" -> new NatsSource(URI.create(arguments[3]));
      default -> throw new IllegalArgumentException(arguments[2]);
    };
  }

  private static Crowd.Door door(URI address, String token, String kind) {
    var first =
        switch (kind) {
          case "log" -> SUBSCRIBE;
          case "nats" -> "CONNECT {}\r\nSUB ward 1\r\nPING\r\n";
          default -> "";
        };
    return new Crowd.Door(
        new InetSocketAddress(address.getHost(), address.getPort()),
        RawSocket.upgradeOf(address, token.equals("-") ? null : token),
        _ -> first,
        kind.equals("nats") ? "PONG" : "\"live\":{",
        AT_ONCE);
  }

  private String answer(String question) {
    var words = question.split(" ", -1);
    try {
      return switch (words[0]) {
        case "open" -> open(Integer.parseInt(words[1]));
        case "stall" -> stall();
        case "saturate" -> saturate(Long.parseLong(words[1]), Long.parseLong(words[2]));
        case "steady" -> steady(Long.parseLong(words[1]), Long.parseLong(words[2]));
        default -> throw new IllegalArgumentException(question);
      };
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private String open(int count) throws InterruptedException {
    crowd.open(count);
    readers += count;
    due = crowd.items();
    return "";
  }

  private String stall() {
    crowd.stall();
    readers--;
    return "";
  }

  private String saturate(long seconds, long window) throws IOException {
    var begin = Moment.of(crowd);
    long end = begin.nanos() + TimeUnit.SECONDS.toNanos(seconds);
    while (System.nanoTime() < end) {
      if (due - crowd.items() < window * readers) {
        send();
      } else {
        LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(100));
      }
    }
    return begin.until(Moment.of(crowd)) + " " + missing();
  }

  private String steady(long rate, long seconds) throws IOException {
    crowd.delays().reset();
    crowd.time(true);
    var begin = Moment.of(crowd);
    for (long i = 0; i < rate * seconds; i++) {
      long at = begin.nanos() + i * TimeUnit.SECONDS.toNanos(1) / rate;
      for (long wait = at - System.nanoTime(); wait > 0; wait = at - System.nanoTime()) {
        LockSupport.parkNanos(wait);
      }
      send();
    }
    long missing = missing();
    var figures = begin.until(Moment.of(crowd)) + " " + missing;
    crowd.time(false);
    var delays = crowd.delays();
    return "%s %d %d %d %d"
        .formatted(
            figures,
            delays.getValueAtPercentile(50),
            delays.getValueAtPercentile(99),
            delays.getValueAtPercentile(99.9),
            delays.getMaxValue());
  }

  private void send() throws IOException {
    source.send(System.nanoTime() / 1_000);
    due += readers;
  }

  /** What has not come to every reader after a while. */
  private long missing() {
    long deadline = System.nanoTime() + LATEST.toNanos();
    while (crowd.items() < due && System.nanoTime() < deadline) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
    }
    return due - crowd.items();
  }

  /** What the crowd had counted at a moment. */
  private record Moment(long nanos, long items, long frames) {
    static Moment of(Crowd crowd) {
      return new Moment(System.nanoTime(), crowd.items(), crowd.frames());
    }

    String until(Moment end) {
      return "%d %d %d".formatted(end.items - items, end.nanos - nanos, end.frames - frames);
    }
  }
}
