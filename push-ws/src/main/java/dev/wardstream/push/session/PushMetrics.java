package dev.wardstream.push.session;

import dev.wardstream.push.feed.Feed;
import dev.wardstream.push.presence.Occupancy;
import dev.wardstream.push.stream.Kind;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** What the push service counts. Any thread. */
public final class PushMetrics {
  private static final Duration[] BUCKETS =
      IntStream.of(5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 30_000)
          .mapToObj(Duration::ofMillis)
          .toArray(Duration[]::new);

  private final Map<Kind, AtomicInteger> subscriptions = new EnumMap<>(Kind.class);
  private final Map<Kind, Timer> delays = new EnumMap<>(Kind.class);
  private final Counter delivered;

  /** Registers the meters. */
  public PushMetrics(MeterRegistry registry, Feed feed, Occupancy occupancy) {
    for (var kind : Kind.values()) {
      var open = new AtomicInteger();
      subscriptions.put(kind, open);
      Gauge.builder("wardstream.push.subscriptions", open, AtomicInteger::get)
          .description("Subscriptions open now")
          .tag("kind", kind.label())
          .register(registry);
    }
    occupancy(registry, occupancy);
    delivered =
        Counter.builder("wardstream.push.delivered")
            .description("Items written to sockets")
            .register(registry);
    for (var kind : Kind.values()) {
      delays.put(
          kind,
          Timer.builder("wardstream.push.delay")
              .description("From the timestamp of a record until it is handed to its watchers")
              .tag("kind", kind.label())
              .serviceLevelObjectives(BUCKETS)
              .register(registry));
    }
    feed.tables().whenPublished(this::published);
    FunctionCounter.builder("wardstream.push.overflows", feed, f -> f.tables().hub().overflows())
        .description("Outboxes that overflowed")
        .register(registry);
    FunctionCounter.builder("wardstream.push.catchup.reads", feed, f -> f.catchUp().reads())
        .description("Times the log was read again for a subscriber")
        .register(registry);
    FunctionCounter.builder("wardstream.push.unreadable", feed, Feed::unreadable)
        .description("Records that could not be decoded")
        .register(registry);
    Gauge.builder("wardstream.push.partitions", feed, Feed::partitionsOnDemand)
        .description("Partitions followed because somebody watches them")
        .register(registry);
    Gauge.builder("wardstream.push.feed.lag", feed, Feed::lag)
        .description("Committed records not published yet")
        .register(registry);
  }

  private static void occupancy(MeterRegistry registry, Occupancy occupancy) {
    for (var kind : Kind.values()) {
      gauge("watched", kind, () -> occupancy.streams(kind))
          .description("Streams that somebody watches")
          .register(registry);
      gauge("busiest", kind, () -> occupancy.most(kind))
          .description("Subscriptions to the stream that has most of them")
          .register(registry);
    }
  }

  private static Gauge.Builder<Supplier<Number>> gauge(
      String name, Kind kind, Supplier<Number> value) {
    return Gauge.builder("wardstream.push.streams." + name, value).tag("kind", kind.label());
  }

  private void published(Kind kind, long delayMillis) {
    var timer = delays.get(kind);
    if (timer != null) {
      timer.record(Math.max(0, delayMillis), TimeUnit.MILLISECONDS);
    }
  }

  void opened(Kind kind) {
    count(kind, 1);
  }

  void ended(Kind kind) {
    count(kind, -1);
  }

  private void count(Kind kind, int change) {
    var open = subscriptions.get(kind);
    if (open != null) {
      open.addAndGet(change);
    }
  }

  void delivered(long items) {
    delivered.increment((double) items);
  }
}
