package dev.wardstream.it.node;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;

/**
 * Well-behaved devices on one node: each sends a put four times a second, whether the last one is
 * acknowledged or not, and notes how long the acknowledgement took, counted from when the put was
 * due. One thread sends, one virtual thread for each device reads.
 */
public final class Devices implements AutoCloseable {
  private static final Pattern OK = Pattern.compile("\\{\"id\":([0-9]+),\"ok\":.*");
  private static final Duration PERIOD = Duration.ofMillis(250);
  private static final Duration DEADLINE = Duration.ofSeconds(60);

  /**
   * What became of the puts of one stretch of time.
   *
   * @param nanos how long each acknowledgement took, in order of length
   */
  public record Stretch(List<Long> nanos) {
    public double millis(double quantile) {
      return nanos.get((int) Math.min(nanos.size() - 1L, (long) (nanos.size() * quantile))) / 1e6;
    }
  }

  private final String prefix;
  private final List<RawSocket> sockets = new ArrayList<>();
  private final Map<Long, Long> due = new ConcurrentHashMap<>();
  private final Map<Long, Long> took = new ConcurrentHashMap<>();
  private final ConcurrentLinkedQueue<String> surprises = new ConcurrentLinkedQueue<>();
  private long next;

  /** Connects so many devices. */
  public Devices(Ground ground, IngestNode node, String prefix, int count) throws IOException {
    this.prefix = prefix;
    for (int i = 0; i < count; i++) {
      var socket = RawSocket.open(node.port(), ground.device(prefix + i));
      if (!socket.line().startsWith("{\"hello\"")) {
        throw new IOException("no greeting");
      }
      sockets.add(socket);
      Thread.ofVirtual().start(() -> listen(socket));
    }
  }

  private void listen(RawSocket socket) {
    try {
      for (var line = socket.line(); !line.startsWith("closed"); line = socket.line()) {
        var matcher = OK.matcher(line);
        if (matcher.matches()) {
          long id = Long.parseLong(matcher.group(1));
          took.put(id, System.nanoTime() - due.getOrDefault(id, Long.MAX_VALUE));
        } else {
          surprises.add(line);
        }
      }
      surprises.add("closed");
    } catch (IOException e) {
      surprises.add(e.toString());
    }
  }

  /** Streams for a while, then waits until everything sent is acknowledged. */
  public Stretch stream(Duration length) {
    long first = next;
    long pause = PERIOD.toNanos() / sockets.size();
    long begin = System.nanoTime();
    for (long at = begin; at - begin < length.toNanos(); at += pause) {
      while (System.nanoTime() < at) {
        LockSupport.parkNanos(at - System.nanoTime());
      }
      send(next++, at);
    }
    long end = next;
    Awaitility.await().atMost(DEADLINE).until(() -> !surprises.isEmpty() || took.size() >= end);
    var nanos = new ArrayList<Long>();
    for (long id = first; id < end; id++) {
      nanos.add(took.getOrDefault(id, Long.MAX_VALUE));
    }
    return new Stretch(nanos.stream().sorted().toList());
  }

  private void send(long id, long at) {
    int number = (int) (id % sockets.size());
    due.put(id, at);
    try {
      sockets.get(number).send(put(id, prefix + number));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A put whose id and seq are the same. */
  public static String put(long seq, String device) {
    return "{\"id\":%1$d,\"put\":{\"device\":\"%2$s\",\"boot\":1,\"seq\":%1$d,\"readings\":[{\"t\":%3$d,\"hr\":72}]}}"
        .formatted(seq, device, System.currentTimeMillis());
  }

  /** Whatever was not an acknowledgement. */
  public List<String> surprises() {
    return List.copyOf(surprises);
  }

  /** What was acknowledged. */
  public Set<Long> acknowledged() {
    return new TreeSet<>(took.keySet());
  }

  /** Which puts of these devices are in the log. */
  public Set<Long> logged(Ground ground) {
    return ground.unassigned().stream()
        .filter(put -> put.getDevice().startsWith(prefix))
        .map(put -> put.getSeq())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Override
  public void close() throws IOException {
    for (var socket : sockets) {
      socket.close();
    }
  }
}
