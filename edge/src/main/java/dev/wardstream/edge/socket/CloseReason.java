package dev.wardstream.edge.socket;

/**
 * Why the server closes a socket. 4000–4499: reconnect; 4500–4999: do not. RFC 6455 codes come from
 * the library.
 */
public enum CloseReason {
  DRAINING(4000),
  SLOW_CONSUMER(4001),
  IDLE(4002),
  TOKEN_EXPIRED(4003),
  UNAUTHENTICATED(4500),
  FORBIDDEN(4501),
  PROTOCOL(4502),
  NO_HELLO(4503),
  SUPERSEDED(4504),
  LIMIT(4505);

  private final int code;

  CloseReason(int code) {
    this.code = code;
  }

  /** The WebSocket close code. */
  public int code() {
    return code;
  }

  /** Whether a client should come back. */
  public boolean resume() {
    return code < 4500;
  }
}
