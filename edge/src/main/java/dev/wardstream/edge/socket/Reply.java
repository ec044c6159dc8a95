package dev.wardstream.edge.socket;

import dev.wardstream.edge.limit.Share;
import org.jspecify.annotations.Nullable;

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

  /**
   * On whose account it goes what this request has on its way to the log; null when nobody counts.
   */
  default @Nullable Share share() {
    return null;
  }

  /** Answers {@code {"id":N,"error":{…}}}. */
  void refuse(Refusal refusal);

  /**
   * The {@link Traceparent} that the peer sent, to be carried as a Kafka header; null when there is
   * none. Not to be written to.
   */
  default byte @Nullable [] trace() {
    return null;
  }
}
