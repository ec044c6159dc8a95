// SPDX-License-Identifier: Apache-2.0
package dev.wardstream.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;

/**
 * Subscribers that come back after a while. Arguments: push address, token, broker, registry, beds.
 *
 * <p>Asked for {@code READINGS SUBSCRIBERS} it notes where each ward is, writes so many readings,
 * lets so many subscribers come back to that at once, each to one ward, and answers: nanoseconds
 * until all had caught up, items that came, items due, then the time it took each of them, p50, p99
 * and max in microseconds.
 */
final class ReconnectPart {
  private static final Pattern CURSOR = Pattern.compile("\"live\":\\{\"cursor\":\"([^\"]+)\"");

  private static final Duration LATEST = Duration.ofSeconds(5);

  private final String[] arguments;
  private final Beds beds;

  private ReconnectPart(String[] arguments) {
    this.arguments = arguments;
    beds = new Beds(Integer.parseInt(arguments[4]));
  }

  static void main(String[] arguments) {
    Child.serve("", new ReconnectPart(arguments)::answer);
  }

  private String answer(String question) {
    var words = question.split(" ", -1);
    try {
      return run(Integer.parseInt(words[0]), Integer.parseInt(words[1]));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private String run(int readings, int subscribers) throws IOException, InterruptedException {
    var cursors = cursors();
    write(readings);
    var push = URI.create(arguments[0]);
    var door =
        new Crowd.Door(
            new InetSocketAddress(push.getHost(), push.getPort()),
            RawSocket.upgradeOf(push, arguments[1]),
            number -> cursors.get(number % cursors.size()),
            "\"live\":{",
            subscribers);
    try (var crowd = new Crowd(door)) {
      long begin = System.nanoTime();
      crowd.open(subscribers);
      long nanos = System.nanoTime() - begin;
      var took = crowd.opened();
      long due = (long) readings / beds.wards().size() * subscribers;
      long deadline = System.nanoTime() + LATEST.toNanos();
      while (crowd.items() < due && System.nanoTime() < deadline) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1)); // the last are yet to be counted
      }
      return "%d %d %d %d %d %d"
          .formatted(
              nanos,
              crowd.items(),
              due,
              took.getValueAtPercentile(50),
              took.getValueAtPercentile(99),
              took.getMaxValue());
    }
  }

  /** For each ward a request to go on from where it is now. */
  private List<String> cursors() throws IOException {
    var requests = new ArrayList<String>();
    for (var ward : beds.wards()) {
      var stream = "wards/" + ward + "/vitals";
      try (var socket = RawSocket.open(URI.create(arguments[0]), arguments[1])) {
        var live = "{\"id\":1,\"sub\":{\"stream\":\"" + stream + "\",\"from\":\"live\"}}";
        socket.write(live.getBytes(StandardCharsets.US_ASCII));
        var found = CURSOR.matcher("");
        do {
          found.reset(new String(socket.read(), StandardCharsets.US_ASCII));
        } while (!found.find());
        requests.add(
            "{\"id\":1,\"sub\":{\"stream\":\"%s\",\"from\":{\"cursor\":\"%s\"}}}"
                .formatted(stream, found.group(1)));
      }
    }
    return requests;
  }

  private void write(int readings) {
    try (var log = new LogSource(arguments[2], URI.create(arguments[3]), beds.count())) {
      for (int i = 0; i < readings; i++) {
        log.send(i + 1);
      }
    }
  }
}
