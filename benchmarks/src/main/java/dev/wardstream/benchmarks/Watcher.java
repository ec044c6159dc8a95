package dev.wardstream.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One connection to the push service. A virtual thread reads once it is started. */
final class Watcher implements AutoCloseable {
  private final RawSocket socket;
  private volatile boolean closing;
  private volatile @Nullable String lost;

  private Watcher(RawSocket socket) {
    this.socket = socket;
  }

  /** Connects and subscribes from now on; returns when all subscriptions are live. */
  static Watcher open(URI push, String token, String... streams) throws IOException {
    var socket = RawSocket.open(push, token);
    for (int i = 0; i < streams.length; i++) {
      var request =
          "{\"id\":%d,\"sub\":{\"stream\":\"%s\",\"from\":\"live\"}}".formatted(i, streams[i]);
      socket.write(request.getBytes(StandardCharsets.US_ASCII));
    }
    var live = Scan.of("\"live\":{");
    for (int count = 0; count < streams.length; ) {
      count += live.count(socket.read());
    }
    return new Watcher(socket);
  }

  /** Hands over each message until closed. */
  void start(Consumer<byte[]> messages) {
    Thread.ofVirtual().start(() -> read(messages));
  }

  private void read(Consumer<byte[]> messages) {
    try {
      while (true) {
        messages.accept(socket.read());
      }
    } catch (IOException e) {
      if (!closing) {
        lost = e.getMessage();
      }
    }
  }

  /** Why the connection was lost; null while it is not. */
  @Nullable String lost() {
    return lost;
  }

  @Override
  public void close() {
    closing = true;
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
