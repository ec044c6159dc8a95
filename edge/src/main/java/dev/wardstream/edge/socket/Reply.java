package dev.wardstream.edge.socket;

/**
 * The one answer to a request. May be completed from any thread; the second completion is a bug.
 */
public interface Reply {

  /**
   * Answers {@code {"id":N,"ok":BODY}}.
   *
   * @param body a JSON object, UTF-8, without line feeds
   */
  void ok(byte[] body);

  /** Answers {@code {"id":N,"error":{…}}}. */
  void refuse(Refusal refusal);
}
