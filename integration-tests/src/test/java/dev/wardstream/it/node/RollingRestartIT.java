package dev.wardstream.it.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wardstream.schemas.avro.DeviceReadings;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/**
 * Two ingest nodes are restarted one after the other while fifty devices stream, each to one node
 * until that says bye, then to the other.
 */
class RollingRestartIT {
  private static final int DEVICES = 50;
  private static final Duration EXIT = Duration.ofSeconds(20);
  private static final Duration DEADLINE = Duration.ofSeconds(60);

  @Test
  void losesNothingAndDuplicatesNothingInEffect() throws Exception {
    try (var ground = new Ground();
        var first = IngestNode.start(ground, Map.of());
        var second = IngestNode.start(ground, Map.of())) {
      var streaming = new AtomicBoolean(true);
      var devices = new ArrayList<Device>();
      var threads = new ArrayList<Thread>();
      for (int i = 0; i < DEVICES; i++) {
        var device = new Device("mon-" + i, ground, List.of(first, second), i % 2, streaming);
        devices.add(device);
        threads.add(Thread.ofVirtual().start(device));
      }
      awaitProgress(devices);
      for (var node : List.of(first, second)) {
        assertThat(node.terminate(EXIT)).isLessThan(EXIT);
        awaitProgress(devices);
        node.restart();
        awaitProgress(devices);
      }
      streaming.set(false);
      for (var thread : threads) {
        assertThat(thread.join(DEADLINE)).as("every device gets its last answer").isTrue();
      }
      assertThat(devices).extracting(device -> device.failure).containsOnly("");
      assertThat(devices).extracting(device -> device.farewells.get()).allMatch(n -> n > 0);
      verify(devices, ground.unassigned());
    }
  }

  /** Every device is acknowledged anew. */
  private static void awaitProgress(List<Device> devices) {
    var before = devices.stream().map(device -> device.acknowledged.get()).toList();
    Awaitility.await()
        .atMost(DEADLINE)
        .until(() -> {
          for (int i = 0; i < before.size(); i++) {
            if (devices.get(i).acknowledged.get() < before.get(i) + 3) {
              return false;
            }
          }
          return true;
        });
  }

  private static void verify(List<Device> devices, List<DeviceReadings> log) {
    Map<String, List<Long>> effect = new HashMap<>();
    Map<String, DeviceReadings> firsts = new HashMap<>();
    for (var put : log) {
      var before = firsts.putIfAbsent(put.getDevice() + "/" + put.getSeq(), put);
      if (before == null) {
        effect.computeIfAbsent(put.getDevice(), _ -> new ArrayList<>()).add(put.getSeq());
      } else {
        assertThat(put).as("a repeat is the same put").isEqualTo(before);
      }
    }
    for (var device : devices) {
      var all = LongStream.rangeClosed(1, device.acknowledged.get()).boxed().toList();
      assertThat(effect.get(device.name)).as(device.name + ", in order").isEqualTo(all);
    }
    Set<String> names = new TreeSet<>(effect.keySet());
    assertThat(names).hasSize(DEVICES);
  }

  /** Sends one put after the other; each until it is acknowledged, on whichever node. */
  private static final class Device implements Runnable {
    final AtomicInteger acknowledged = new AtomicInteger();
    final AtomicInteger farewells = new AtomicInteger();
    final String name;
    volatile String failure = "";
    private final Ground ground;
    private final List<IngestNode> nodes;
    private final AtomicBoolean streaming;
    private int node;

    Device(String name, Ground ground, List<IngestNode> nodes, int node, AtomicBoolean streaming) {
      this.name = name;
      this.ground = ground;
      this.nodes = nodes;
      this.node = node;
      this.streaming = streaming;
    }

    @Override
    public void run() {
      var token = ground.device(name);
      while (streaming.get()) {
        try (var socket = RawSocket.open(nodes.get(node).port(), token)) {
          if (socket.line().startsWith("{\"hello\":")) {
            stream(socket);
          }
        } catch (IOException e) {
          LockSupport.parkNanos(
              Duration.ofMillis(50).toNanos()); // the node is gone, or not yet there
        }
        node = (node + 1) % nodes.size();
      }
    }

    /** Returns when the connection is of no more use. */
    private void stream(RawSocket socket) throws IOException {
      boolean usable = true;
      while (usable && streaming.get()) {
        socket.send(put(acknowledged.get() + 1L));
        usable = isAcknowledged(socket);
        LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
      }
    }

    /** The time of a reading is part of the put: a repeat carries the same. */
    private String put(long seq) {
      return "{\"id\":%1$d,\"put\":{\"device\":\"%2$s\",\"boot\":1,\"seq\":%1$d,\"readings\":[{\"t\":%1$d,\"hr\":72}]}}"
          .formatted(seq, name);
    }

    private boolean isAcknowledged(RawSocket socket) throws IOException {
      while (true) {
        var line = socket.line();
        if (line.startsWith("{\"id\":" + (acknowledged.get() + 1) + ",\"ok\":")) {
          acknowledged.incrementAndGet();
          return true;
        }
        if (line.startsWith("{\"bye\":{\"code\":4000,")) {
          farewells.incrementAndGet();
        } else if (line.startsWith("closed")) {
          return false;
        } else {
          failure = line;
          return false;
        }
      }
    }
  }
}
