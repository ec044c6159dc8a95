package dev.wardstream.push.session;

import dev.wardstream.push.feed.Feed;
import dev.wardstream.push.stream.Kind;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** What the push service counts. Any thread. */
public final class PushMetrics {
  private final Map<Kind, AtomicInteger> subscriptions = new EnumMap<>(Kind.class);
  private final Counter delivered;

  /** Registers the meters. */
  public PushMetrics(MeterRegistry registry, Feed feed) {
    for (var kind : Kind.values()) {
      var open = new AtomicInteger();
      subscriptions.put(kind, open);
      Gauge.builder("wardstream.push.subscriptions", open, AtomicInteger::get)
          .description("Subscriptions open now")
          .tag("kind", kind.label())
          .register(registry);
    }
    delivered =
        Counter.builder("wardstream.push.delivered")
            .description("Items written to sockets")
            .register(registry);
    FunctionCounter.builder("wardstream.push.overflows", feed, f -> f.tables().hub().overflows())
        .description("Outboxes that overflowed")
        .register(registry);
    FunctionCounter.builder("wardstream.push.catchup.reads", feed, f -> f.catchUp().reads())
        .description("Times the log was read again for a subscriber")
        .register(registry);
    FunctionCounter.builder("wardstream.push.unreadable", feed, Feed::unreadable)
        .description("Records that could not be decoded")
        .register(registry);
    Gauge.builder("wardstream.push.feed.lag", feed, Feed::lag)
        .description("Committed records not published yet")
        .register(registry);
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
