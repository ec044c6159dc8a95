package dev.wardstream.push;

import dev.wardstream.edge.Settings;
import dev.wardstream.push.feed.FeedConfig;
import dev.wardstream.push.feed.FeedConfig.MessagesKept;
import dev.wardstream.push.session.PushEndpoint.SessionLimits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
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
  private static final int CATCH_UP_THREADS = 2;
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
            CATCH_UP_THREADS,
            SILENCE),
        new SessionLimits(SUBSCRIPTIONS, OUTBOX_BYTES));
  }

  /** Takes this service's part of the settings; the defaults are those of {@link #on}. */
  public static PushConfig from(Settings settings) {
    var messages =
        new MessagesKept(
            settings.take("MESSAGES_PER_ROOM", Integer::valueOf).orElse(MESSAGES.perRoom()),
            settings.take("MESSAGES_BYTES", Long::valueOf).orElse(MESSAGES.bytes()));
    return new PushConfig(
        new FeedConfig(
            kafka(settings),
            settings.take("TAIL_ITEMS", Integer::valueOf).orElse(TAIL_ITEMS),
            settings.take("TAIL_BYTES", Long::valueOf).orElse(TAIL_BYTES),
            messages,
            settings.take("CATCH_UP_THREADS", Integer::valueOf).orElse(CATCH_UP_THREADS),
            settings.take("SILENCE", Duration::parse).orElse(SILENCE)),
        new SessionLimits(
            settings.take("SUBSCRIPTIONS", Integer::valueOf).orElse(SUBSCRIPTIONS),
            settings.take("OUTBOX_BYTES", Long::valueOf).orElse(OUTBOX_BYTES)));
  }

  private static Map<String, Object> kafka(Settings settings) {
    var properties = new HashMap<String, Object>();
    settings.take("KAFKA_PROPERTIES", Path::of).map(PushConfig::read).ifPresent(properties::putAll);
    var servers = settings.text("BOOTSTRAP_SERVERS");
    servers.ifPresent(list -> properties.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, list));
    properties.putIfAbsent(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, "127.0.0.1:9092");
    return properties;
  }

  /** Client properties, such as security settings, in a file that only the service may read. */
  private static Map<String, String> read(Path file) {
    var properties = new Properties();
    try (var in = Files.newInputStream(file)) {
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException("no Kafka client properties in " + file, e);
    }
    var map = new HashMap<String, String>();
    properties.stringPropertyNames().forEach(name -> map.put(name, properties.getProperty(name)));
    return map;
  }
}
