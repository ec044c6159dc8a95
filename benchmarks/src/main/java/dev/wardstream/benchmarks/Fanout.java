// SPDX-License-Identifier: Apache-2.0
package dev.wardstream.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * A server under test and the crowd at its door.
 *
 * @param crowd a {@link CrowdPart}
 * @param pid of the server
 * @param parts everything to be ended, the first first
 */
record Fanout(Child crowd, long pid, List<Runnable> parts) implements AutoCloseable {

  /** System property: the folder of the Node baseline, with its packages installed. */
  private static final String NODE = "wardstream.node";

  /** Of each process that is ours. */
  static final long HEAP_BYTES = 1L << 30;

  private static final String HEAP = "1g";

  /** Who hands on. */
  enum Kind {
    PUSH("push-ws, from Kafka"),
    UNDERTOW("bare Undertow broadcast"),
    NODE("Node `ws` broadcast"),
    NATS("`nats-server`, WebSocket");

    private final String label;

    Kind(String label) {
      this.label = label;
    }

    String label() {
      return label;
    }

    /** What is missing here to run it; empty when nothing is. */
    String missing() {
      return switch (this) {
        case PUSH, UNDERTOW -> "";
        case NODE -> {
          var there = External.isThere("node") && Files.isDirectory(node("node_modules", "ws"));
          yield there ? "" : "install Node, then npm ci --prefix benchmarks/src/main/node";
        }
        case NATS -> External.isThere("nats-server") ? "" : "install the package nats-server";
      };
    }

    /** Starts it, and a crowd of nobody yet. */
    Fanout start() {
      try {
        return switch (this) {
          case PUSH -> push();
          case UNDERTOW -> undertow();
          case NODE -> nodeServer();
          case NATS -> nats();
        };
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static Path node(String first, String... more) {
    return Path.of(System.getProperty(NODE, ".")).resolve(Path.of(first, more));
  }

  private static Fanout push() {
    var kafka = Child.start(HEAP, KafkaPart.class);
    var broker = kafka.ready().get(0);
    var registry = kafka.ready().get(1);
    var push = Child.start(HEAP, PushPart.class, broker, registry);
    var address = push.ready().get(0);
    var crowd =
        Child.start(HEAP, CrowdPart.class, address, push.ready().get(1), "log", broker, registry);
    return new Fanout(crowd, push.pid(), List.of(crowd::close, push::close, kafka::close));
  }

  private static Fanout undertow() {
    var server = Child.start(HEAP, BroadcastPart.class);
    var crowd = broadcast(server.ready().get(0));
    return new Fanout(crowd, server.pid(), List.of(crowd::close, server::close));
  }

  private static Fanout nodeServer() throws IOException {
    var server = External.start("READY", List.of("node", node("broadcast.js").toString()));
    var crowd = broadcast(server.ready().split(" ", -1)[1]);
    return new Fanout(crowd, server.pid(), List.of(crowd::close, server::close));
  }

  private static Child broadcast(String address) {
    return Child.start(
        HEAP, CrowdPart.class, address + "/subscribe", "-", "socket", address + "/publish");
  }

  private static Fanout nats() throws IOException {
    int port = freePort();
    int sockets = freePort();
    var settings = Files.createTempFile("nats", ".conf");
    settings.toFile().deleteOnExit();
    Files.writeString(
        settings,
        """
        host: 127.0.0.1
        port: %d
        websocket { host: 127.0.0.1, port: %d, no_tls: true, compression: false }
        """
            .formatted(port, sockets));
    var server =
        External.start("Server is ready", List.of("nats-server", "-c", settings.toString()));
    var crowd =
        Child.start(
            HEAP,
            CrowdPart.class,
            "ws://127.0.0.1:" + sockets + "/",
            "-",
            "nats",
            "nats://127.0.0.1:" + port);
    return new Fanout(crowd, server.pid(), List.of(crowd::close, server::close));
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** One question to the crowd, and what the server used meanwhile. */
  Answer ask(String question) {
    var before = External.cpu(pid);
    var figures = List.of(crowd.ask(question).split(" ", -1));
    return new Answer(External.cpu(pid).minus(before), figures);
  }

  /**
   * What came of it.
   *
   * @param cpu of the server
   * @param figures see {@link CrowdPart}
   */
  record Answer(Duration cpu, List<String> figures) {
    long number(int index) {
      return Long.parseLong(figures.get(index));
    }

    double perSecond() {
      return number(0) * 1e9 / number(1);
    }

    double itemsPerFrame() {
      return (double) number(0) / Math.max(1, number(2));
    }

    long missing() {
      return number(3);
    }

    double cpuSecondsPerMillion() {
      return cpu.toMillis() * 1e3 / number(0);
    }

    /** Milliseconds. */
    double delay(int index) {
      return number(4 + index) / 1e3;
    }
  }

  @Override
  public void close() {
    parts.forEach(Runnable::run);
  }
}
