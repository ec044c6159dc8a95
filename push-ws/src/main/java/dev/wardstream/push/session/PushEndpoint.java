package dev.wardstream.push.session;

import dev.wardstream.edge.socket.CloseReason;
import dev.wardstream.edge.socket.Conversation;
import dev.wardstream.edge.socket.Endpoint;
import dev.wardstream.edge.socket.Peer;
import dev.wardstream.push.feed.Feed;
import dev.wardstream.push.table.Rights;
import java.time.Clock;

/**
 * {@code /v1/push}. Immutable.
 *
 * @param feed what is followed
 * @param rights who may watch what
 * @param limits of each session
 * @param clock platform time
 * @param metrics what is counted
 * @param trail what sessions leave in the log
 */
public record PushEndpoint(
    Feed feed, Rights rights, SessionLimits limits, Clock clock, PushMetrics metrics, Trail trail)
    implements Endpoint {

  /**
   * Limits of a session.
   *
   * @param subscriptions most at once
   * @param outboxBytes what may wait for it, over all subscriptions
   */
  public record SessionLimits(int subscriptions, long outboxBytes) {
    public SessionLimits {
      if (subscriptions < 1 || subscriptions > 10_000) {
        throw new IllegalArgumentException(
            "SUBSCRIPTIONS is %d, not between 1 and 10000".formatted(subscriptions));
      }
      if (outboxBytes < 1 << 16 || outboxBytes > 1L << 30) {
        throw new IllegalArgumentException(
            "OUTBOX_BYTES is %d, not between 65536 and 1 GiB".formatted(outboxBytes));
      }
    }
  }

  @Override
  public String path() {
    return "/v1/push";
  }

  @Override
  public Conversation open(Peer peer) {
    return new PushConversation(this, peer);
  }

  @Override
  public boolean takesTickets() {
    return true;
  }

  @Override
  public CloseReason stuck() {
    return CloseReason.SLOW_CONSUMER;
  }
}
