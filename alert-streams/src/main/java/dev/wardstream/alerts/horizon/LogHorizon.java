package dev.wardstream.alerts.horizon;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The horizon as the broker shows it, looked at a few times a second.
 *
 * <p>One thread of its own looks; every other thread only reads the newest result. When the broker
 * does not answer, the horizon stands still: silence is then unknown, not alarmed.
 */
public final class LogHorizon implements ArrivalHorizon, AutoCloseable {
  private static final Logger LOGGER = LoggerFactory.getLogger(LogHorizon.class);
  private static final Duration INTERVAL = Duration.ofMillis(300);
  private static final Duration MARGIN = Duration.ofMillis(500);
  private static final Duration OUTAGE = Duration.ofSeconds(5);
  private static final Duration STOP = Duration.ofSeconds(5);

  private final LogPositions positions;
  private final InstantSource clock;
  private final HorizonTracker tracker;
  private final Map<TopicPartition, Gap> gaps = new HashMap<>();
  private final AtomicBoolean started = new AtomicBoolean();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread;
  private volatile Map<Integer, Instant> horizons = Map.of();
  private volatile long behind;
  private boolean answering = true;

  /**
   * A processed offset that stands still below the end.
   *
   * @param emptyTo up to here there is nothing to process
   * @param records something after that waits to be processed
   */
  private record Gap(long from, long emptyTo, boolean records) {}

  LogHorizon(LogPositions positions, InstantSource clock, Set<String> upstream, Duration grace) {
    this.positions = positions;
    this.clock = clock;
    this.tracker = new HorizonTracker(upstream, new HorizonTracker.Limits(MARGIN, OUTAGE, grace));
    this.thread = Thread.ofPlatform().name("horizon").daemon().unstarted(this::look);
  }

  /**
   * A horizon that does not look yet.
   *
   * @param grace see {@code docs/topology.md}; shorter only in tests
   */
  public static LogHorizon of(GroupPositions positions, InstantSource clock, Duration grace) {
    return new LogHorizon(positions, clock, positions.upstream(), grace);
  }

  /** Begins to look, once the internal topics exist. Idempotent. */
  public void start() {
    if (started.compareAndSet(false, true)) {
      thread.start();
    }
  }

  @Override
  public Instant of(int partition) {
    return horizons.getOrDefault(partition, Instant.EPOCH);
  }

  /** Whether every partition's time is known. */
  public boolean isKnown() {
    var known = horizons;
    return !known.isEmpty() && !known.containsValue(Instant.EPOCH);
  }

  /** How far the slowest partition is behind the clock; since the epoch while that is not known. */
  public Duration age() {
    var slowest = horizons.values().stream().min(Instant::compareTo).orElse(Instant.EPOCH);
    return Duration.between(slowest, clock.instant());
  }

  /** Records of all inputs that the group had not processed at the last look. */
  public long behind() {
    return behind;
  }

  @Override
  public void close() {
    closing.countDown();
    if (started.compareAndSet(false, true)) {
      positions.close();
      return;
    }
    try {
      thread.join(STOP);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void look() {
    try (positions) {
      do {
        lookOnce();
      } while (!closing.await(INTERVAL.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  void lookOnce() {
    try {
      var at = clock.instant();
      var processed = positions.processed();
      var ends = positions.ends();
      var passed = overGaps(processed, ends);
      behind = behind(passed, ends);
      horizons = tracker.observe(at, passed, ends);
      report(true, "");
    } catch (KafkaException e) {
      report(false, String.valueOf(e.getMessage()));
    }
  }

  private static long behind(Map<TopicPartition, Long> processed, Map<TopicPartition, Long> ends) {
    return ends.entrySet().stream()
        .mapToLong(end -> Math.max(0, end.getValue() - processed.getOrDefault(end.getKey(), 0L)))
        .sum();
  }

  /** Moves processed offsets over stretches of the log that hold nothing to process. */
  private Map<TopicPartition, Long> overGaps(
      Map<TopicPartition, Long> processed, Map<TopicPartition, Long> ends) {
    var moved = new HashMap<>(processed);
    ends.forEach((partition, end) -> {
      long from = processed.getOrDefault(partition, 0L);
      if (from < end && isEmpty(partition, from, end)) {
        moved.put(partition, end);
      }
    });
    return moved;
  }

  /** Looks closer only at what has not moved since the last look, and once. */
  private boolean isEmpty(TopicPartition partition, long from, long end) {
    var gap = gaps.get(partition);
    if (gap == null || gap.from() != from) {
      gaps.put(partition, new Gap(from, from, false));
      return false;
    }
    if (gap.emptyTo() < end && !gap.records()) {
      boolean empty = positions.isEmpty(partition, gap.emptyTo(), end);
      gap = empty ? new Gap(from, end, false) : new Gap(from, gap.emptyTo(), true);
      gaps.put(partition, gap);
    }
    return gap.emptyTo() >= end;
  }

  private void report(boolean answers, String why) {
    if (answers != answering) {
      answering = answers;
      if (answers) {
        LOGGER.atInfo().log("the broker answers again; silence is watched after a grace");
      } else {
        LOGGER.atWarn().addKeyValue("why", why).log("no answer from the broker: horizon held");
      }
    }
  }
}
