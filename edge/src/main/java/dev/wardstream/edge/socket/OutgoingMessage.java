package dev.wardstream.edge.socket;

/** One WebSocket text message under construction: lines of UTF-8 JSON in one reused buffer. */
public interface OutgoingMessage {

  /** Bytes that may still be appended before the message has its full size; may become negative. */
  int remaining();

  /** Appends bytes as they are. */
  void append(byte[] utf8);

  /** Appends part of an array. */
  void append(byte[] utf8, int offset, int length);

  /** Ends the current line. */
  void endLine();
}
