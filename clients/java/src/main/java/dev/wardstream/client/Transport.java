package dev.wardstream.client;

/** How a stream travels. The cursor is the same on all, and they may be changed mid-stream. */
public enum Transport {
  /** {@code /v1/push}. */
  WEB_SOCKET,

  /** {@code GET /v1/streams/…} with {@code Accept: text/event-stream}. */
  EVENT_STREAM,

  /** {@code GET /v1/streams/…} with {@code Accept: application/json}, again and again. */
  LONG_POLL
}
