package dev.wardstream.push;

import dev.wardstream.edge.Settings;
import dev.wardstream.push.feed.FeedConfig;
import dev.wardstream.push.feed.FeedConfig.MessagesKept;
import dev.wardstream.push.session.PushEndpoint.SessionLimits;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;

/**
 * Settings of the push service itself; those of its server are the edge's.
 *
 * @param feed what is read and kept
 * @param limits of each session
 */
public record PushConfig(FeedConfig feed, SessionLimits limits) {
  private static final int TAIL_ITEMS = 8_192;
  private static final long TAIL_BYTES = 96L << 20;
  private static final MessagesKept MESSAGES = new MessagesKept(100, 32L << 20);
  private static final long CATCH_UP_BYTES = 64L << 20;
  private static final Duration LINGER = Duration.ofMinutes(1);
  private static final int SUBSCRIPTIONS = 256;
  private static final long OUTBOX_BYTES = 4L << 20;
  private static final Duration SILENCE = Duration.ofSeconds(10);

  /** The defaults, on a cluster. */
  public static PushConfig on(String bootstrapServers) {
    return new PushConfig(
        new FeedConfig(
            Map.of(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers),
            TAIL_ITEMS,
            TAIL_BYTES,
            MESSAGES,
            CATCH_UP_BYTES,
            LINGER,
            SILENCE),
        new SessionLimits(SUBSCRIPTIONS, OUTBOX_BYTES));
  }

  /**
   * Takes this service's part of the settings; the defaults are those of {@link #on}.
   *
   * @param kafka client settings: {@code bootstrap.servers} and how to authenticate
   * @param subscriptions of one connection, as the server announces them
   */
  public static PushConfig from(Map<String, Object> kafka, int subscriptions, Settings settings) {
    var messages =
        new MessagesKept(
            settings.take("MESSAGES_PER_ROOM", Integer::valueOf).orElse(MESSAGES.perRoom()),
            settings.take("MESSAGES_BYTES", Long::valueOf).orElse(MESSAGES.bytes()));
    return new PushConfig(
        new FeedConfig(
            kafka,
            settings.take("TAIL_ITEMS", Integer::valueOf).orElse(TAIL_ITEMS),
            settings.take("TAIL_BYTES", Long::valueOf).orElse(TAIL_BYTES),
            messages,
            settings.take("CATCH_UP_BYTES", Long::valueOf).orElse(CATCH_UP_BYTES),
            settings.take("LINGER", Duration::parse).orElse(LINGER),
            settings.take("SILENCE", Duration::parse).orElse(SILENCE)),
        new SessionLimits(
            subscriptions, settings.take("OUTBOX_BYTES", Long::valueOf).orElse(OUTBOX_BYTES)));
  }
}
