package dev.wardstream.edge.undertow;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The sockets of one server that are open. Safe from any thread. */
final class OpenSockets {
  private final Set<JsrSocket> open = ConcurrentHashMap.newKeySet();
  private volatile boolean draining;

  /** Adds one; when the server is draining, it is drained at once. */
  void add(JsrSocket socket) {
    open.add(socket);
    if (draining) {
      socket.drain();
    }
  }

  void remove(JsrSocket socket) {
    open.remove(socket);
  }

  /** Asks all to finish and close, and all that are added from now on. */
  void drain() {
    draining = true;
    open.forEach(JsrSocket::drain);
  }

  /** The standing of a subject has changed; see {@link JsrSocket#reconsider}. */
  void reconsider(String subject) {
    open.forEach(socket -> socket.reconsider(subject));
  }

  int size() {
    return open.size();
  }
}
