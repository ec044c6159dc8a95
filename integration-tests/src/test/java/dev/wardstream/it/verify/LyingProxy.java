package dev.wardstream.it.verify;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * Stands before a push server and does not keep its promise: of the text frames with data that pass
 * on a connection it spoils one, the third. What clients say passes as it is.
 */
final class LyingProxy implements AutoCloseable {
  private static final int SPOILED = 3;

  /** What is done to a frame. */
  enum Lie {
    DROP,
    REPEAT,
    SWAP,
    ALTER
  }

  private final URI server;
  private final Lie lie;
  private final ServerSocket listener;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  LyingProxy(URI server, Lie lie) throws IOException {
    this.server = server;
    this.lie = lie;
    listener = new ServerSocket(0, 64, InetAddress.getLoopbackAddress());
    threads.execute(this::accept);
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + listener.getLocalPort());
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        var client = listener.accept();
        var behind = new Socket(server.getHost(), server.getPort());
        threads.execute(() ->
            relay(
                client,
                behind,
                () -> client.getInputStream().transferTo(behind.getOutputStream())));
        threads.execute(() -> relay(client, behind, () -> new Down(client, behind).run()));
      } catch (IOException _) {
        return; // closed
      }
    }
  }

  private interface Work {
    void run() throws IOException;
  }

  /** Relays until one side has had enough; then neither goes on. */
  private static void relay(Socket client, Socket behind, Work work) {
    try (client;
        behind) {
      work.run();
    } catch (IOException _) {
      // the other direction has ended
    }
  }

  /** From the server to the client, frame by frame. */
  private final class Down {
    private final DataInputStream in;
    private final OutputStream out;
    private byte @Nullable [] kept;
    private int dataFrames;

    Down(Socket client, Socket behind) throws IOException {
      in = new DataInputStream(new BufferedInputStream(behind.getInputStream()));
      out = client.getOutputStream();
    }

    void run() throws IOException {
      handshake();
      while (true) {
        pass(frame());
      }
    }

    private void handshake() throws IOException {
      var head = new ByteArrayOutputStream();
      while (!head.toString(StandardCharsets.US_ASCII).endsWith("\r\n\r\n")) {
        head.write(in.readByte());
      }
      out.write(head.toByteArray());
    }

    /** One unmasked frame with its header. */
    private byte[] frame() throws IOException {
      var frame = new ByteArrayOutputStream();
      frame.write(in.readByte());
      int length = in.readUnsignedByte();
      frame.write(length);
      if (length == 126 || length == 127) {
        var longer = in.readNBytes(length == 126 ? 2 : 8);
        frame.write(longer);
        length = new java.math.BigInteger(1, longer).intValueExact();
      }
      frame.write(in.readNBytes(length));
      return frame.toByteArray();
    }

    private void pass(byte[] frame) throws IOException {
      var waiting = kept;
      if (!new String(frame, StandardCharsets.UTF_8).contains("\"data\":[{\"at\"")) {
        out.write(frame);
      } else if (waiting != null) {
        kept = null;
        out.write(frame);
        out.write(waiting);
      } else if (++dataFrames == SPOILED) {
        spoil(frame);
      } else {
        out.write(frame);
      }
    }

    private void spoil(byte[] frame) throws IOException {
      switch (lie) {
        case DROP -> {}
        case REPEAT -> {
          out.write(frame);
          out.write(frame);
        }
        case SWAP -> kept = frame;
        case ALTER ->
            out.write(
                new String(frame, StandardCharsets.ISO_8859_1)
                    .replace("\"temp\":36", "\"temp\":38")
                    .getBytes(StandardCharsets.ISO_8859_1));
      }
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
    threads.shutdownNow();
  }
}
