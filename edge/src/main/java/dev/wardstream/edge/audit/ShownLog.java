package dev.wardstream.edge.audit;

import dev.wardstream.schemas.avro.AccessRecord;
import dev.wardstream.schemas.registry.SchemaRegistry;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes to {@code audit.access} who was shown what, behind the flow. At most {@value #WAITING}
 * records wait; when it is full, whoever offers keeps what they have and offers it later. What
 * Kafka does not take is tried again every second.
 *
 * <p>Any thread may offer, and never waits; one thread of its own writes.
 */
public final class ShownLog implements AutoCloseable {
  private static final Logger LOGGER = LoggerFactory.getLogger(ShownLog.class);
  private static final int WAITING = 8_192;
  private static final int BATCH = 512;
  private static final Duration LOOK = Duration.ofMillis(200);
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Duration CLOSE = Duration.ofSeconds(8);
  private static final Duration TOLERATED = Duration.ofSeconds(30);

  private final AccessSink log;
  private final ArrayBlockingQueue<AccessRecord> queue = new ArrayBlockingQueue<>(WAITING);
  private final Counter written;
  private final Counter lost;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread writer = Thread.ofPlatform().name("shown").daemon().unstarted(this::run);
  private volatile boolean troubled;
  private volatile long troubledSince;

  ShownLog(AccessSink log, MeterRegistry meters) {
    this.log = log;
    Gauge.builder("wardstream.audit.shown.waiting", queue, ArrayBlockingQueue::size)
        .description("Records of what was shown that are not in Kafka yet")
        .register(meters);
    written =
        Counter.builder("wardstream.audit.shown")
            .description("Records of what was shown")
            .tag("outcome", "recorded")
            .register(meters);
    lost =
        Counter.builder("wardstream.audit.shown")
            .description("Records of what was shown")
            .tag("outcome", "lost")
            .register(meters);
  }

  /**
   * Begins to write; Kafka and the registry are asked when there is something to write.
   *
   * @param kafka client settings: {@code bootstrap.servers} and how to authenticate
   */
  public static ShownLog open(
      Map<String, Object> kafka, SchemaRegistry registry, MeterRegistry meters) {
    return new ShownLog(AccessLog.open(kafka, registry), meters).start();
  }

  ShownLog start() {
    writer.start();
    return this;
  }

  /** Takes a record; false when there is no room: then it is to be offered again later. */
  public boolean offer(AccessRecord shown) {
    return queue.offer(shown);
  }

  /** Takes a record that nobody can offer again; it is lost, and counted, when there is no room. */
  public void take(AccessRecord shown) {
    if (!offer(shown)) {
      lose(1);
    }
  }

  private void lose(int records) {
    lost.increment(records);
    LOGGER.atError().addKeyValue("records", records).log("what was shown is not on record");
  }

  /** Why new clients should go elsewhere; empty when what is shown gets on record. */
  public Optional<String> whyNotReady() {
    if (queue.remainingCapacity() == 0) {
      return Optional.of("the record of what is shown is full");
    }
    return troubled && System.nanoTime() - troubledSince > TOLERATED.toNanos()
        ? Optional.of("what is shown cannot be recorded")
        : Optional.empty();
  }

  private void run() {
    var batch = new ArrayList<AccessRecord>(BATCH);
    try {
      while (closed.getCount() > 0 || !queue.isEmpty()) {
        var first = queue.poll(LOOK.toMillis(), TimeUnit.MILLISECONDS);
        if (first != null) {
          batch.add(first);
          queue.drainTo(batch, BATCH - 1);
          write(batch);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (!batch.isEmpty() || !queue.isEmpty()) {
      lose(batch.size() + queue.size());
    }
  }

  /** Writes a batch until nothing is left of it. */
  private void write(List<AccessRecord> batch) throws InterruptedException {
    while (true) {
      var left = log.write(batch).stream().map(batch::get).toList();
      written.increment((double) batch.size() - left.size());
      batch.clear();
      batch.addAll(left);
      if (troubled == left.isEmpty()) {
        troubledSince = System.nanoTime();
        troubled = !left.isEmpty();
        LOGGER.atWarn().addKeyValue("waiting", queue.size()).log("recording works: " + !troubled);
      }
      if (left.isEmpty()) {
        return;
      }
      if (closed.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new InterruptedException("closed, and Kafka does not take it");
      }
    }
  }

  /** Writes what waits, within seconds; what is offered later is not recorded. */
  @Override
  public void close() {
    closed.countDown();
    try {
      if (!writer.join(CLOSE)) {
        writer.interrupt();
        writer.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    log.close();
  }
}
