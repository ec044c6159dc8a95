package dev.wardstream.edge.socket;

/** Learns what one WebSocket receives, on its I/O thread. */
public interface Incoming {

  /** The first part of a message; the rest is yet to come. */
  void began();

  /** A whole text message, which is UTF-8. */
  void received(byte[] utf8, int length);

  /** A whole binary message. */
  void receivedBinary();

  /** A pong. */
  void heard();
}
