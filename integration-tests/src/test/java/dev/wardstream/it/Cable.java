package dev.wardstream.it;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The way between a browser and the platform, as an HTTP proxy that can be cut: connections end
 * without a word, and none is made until it is mended. Its threads end with it.
 */
final class Cable implements AutoCloseable {
  private static final byte[] TUNNEL =
      "HTTP/1.1 200 Connection established\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  private final ServerSocket server;
  private final int to;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private volatile boolean isCut;

  /** To a port of this machine. */
  Cable(int to) {
    this.to = to;
    try {
      server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().start(this::accept);
  }

  /** As a browser's proxy. */
  String address() {
    return "http://127.0.0.1:" + server.getLocalPort();
  }

  void cut() {
    isCut = true;
    open.forEach(Cable::reset);
  }

  void mend() {
    isCut = false;
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        var near = server.accept();
        Thread.ofVirtual().start(() -> serve(near));
      } catch (IOException e) {
        return; // closed
      }
    }
  }

  private void serve(Socket near) {
    open.add(near);
    try (near;
        var far = new Socket(InetAddress.getLoopbackAddress(), to)) {
      open.add(far);
      if (isCut) {
        return;
      }
      var head = head(near.getInputStream());
      if (head.startsWith("CONNECT ")) {
        near.getOutputStream().write(TUNNEL);
      } else {
        far.getOutputStream().write(asked(head).getBytes(StandardCharsets.ISO_8859_1));
      }
      var there = Thread.ofVirtual().start(() -> pass(near, far));
      pass(far, near);
      drop(near);
      there.join();
    } catch (IOException e) {
      // one side is gone: so is the other
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      drop(near);
      open.removeIf(Socket::isClosed);
    }
  }

  /** A request up to its empty line. */
  private static String head(InputStream in) throws IOException {
    var head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      var next = in.read();
      if (next < 0) {
        throw new IOException("nothing was asked");
      }
      head.append((char) next);
    }
    return head.toString();
  }

  /** As a server is asked, not a proxy; and one request for each connection. */
  private static String asked(String head) {
    return head.replaceFirst("^(\\S+) http://[^/]+", "$1 ")
        .replaceFirst("(?i)\\r\\nproxy-connection: [^\\r]*", "\r\nConnection: close");
  }

  private static void pass(Socket from, Socket to) {
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      in.transferTo(out);
    } catch (IOException e) {
      // one side is gone
    }
  }

  private static void drop(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // closed already
    }
  }

  /** No farewell. */
  private static void reset(Socket socket) {
    try {
      socket.setSoLinger(true, 0);
    } catch (IOException e) {
      // closed already
    }
    drop(socket);
  }

  @Override
  public void close() {
    cut();
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
