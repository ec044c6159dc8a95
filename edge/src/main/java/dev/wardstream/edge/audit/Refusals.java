package dev.wardstream.edge.audit;

import static java.util.Objects.requireNonNull;

import dev.wardstream.schemas.avro.AccessRecord;
import dev.wardstream.schemas.registry.SchemaRegistry;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes refusals and what was done to {@code audit.access} behind the answer. The first of a kind
 * is written at once; what follows within a second is gathered, equal ones as one record with a
 * count. At most {@value #DISTINCT} different ones are gathered; beyond that, those of one person
 * become one, and beyond twice that, those of all become one for each verb. Nothing is lost while
 * the process lives: what Kafka does not take is kept and counted on.
 *
 * <p>Any thread may tell; one thread of its own writes.
 */
public final class Refusals implements AuditLog, AutoCloseable {
  private static final Logger LOGGER = LoggerFactory.getLogger(Refusals.class);
  private static final int DISTINCT = 4_096;
  private static final Duration GATHER = Duration.ofSeconds(1);
  private static final Duration CLOSE = Duration.ofSeconds(8);

  /** How often, and when. */
  record Tally(long count, Instant first, Instant last) {
    Tally plus(Tally other) {
      return new Tally(
          count + other.count,
          first.isBefore(other.first) ? first : other.first,
          last.isAfter(other.last) ? last : other.last);
    }
  }

  private final AccessLog log;
  private final MeterRegistry meters;
  private final InstantSource clock;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition told = lock.newCondition();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread writer = Thread.ofPlatform().name("refusals").daemon().unstarted(this::run);
  private Map<Entry, Tally> gathered = new LinkedHashMap<>();
  private boolean troubled;

  private Refusals(AccessLog log, MeterRegistry meters, InstantSource clock) {
    this.log = log;
    this.meters = meters;
    this.clock = clock;
    Gauge.builder("wardstream.audit.waiting", this, Refusals::waiting)
        .description("Records not in Kafka yet")
        .register(meters);
  }

  /**
   * Begins to write; Kafka and the registry are asked when there is something to write.
   *
   * @param kafka client settings: {@code bootstrap.servers} and how to authenticate
   */
  public static Refusals open(
      Map<String, Object> kafka,
      SchemaRegistry registry,
      MeterRegistry meters,
      InstantSource clock) {
    var refusals = new Refusals(AccessLog.open(kafka, registry), meters, clock);
    refusals.writer.start();
    return refusals;
  }

  @Override
  public void refused(Denied denied) {
    meters.counter("wardstream.audit.refusals", "what", denied.what()).increment();
    told(Entry.of(denied));
  }

  @Override
  public void done(Done done) {
    meters.counter("wardstream.audit.done", "what", done.what()).increment();
    told(Entry.of(done));
  }

  private void told(Entry entry) {
    var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    lock.lock();
    try {
      gather(entry, new Tally(1, now, now));
      told.signal();
    } finally {
      lock.unlock();
    }
  }

  private void gather(Entry entry, Tally tally) {
    var size = gathered.size();
    var key = entry;
    if (size >= DISTINCT && !gathered.containsKey(key)) {
      key = entry.folded();
      if (size >= 2 * DISTINCT && !gathered.containsKey(key)) {
        key = entry.crowd();
      }
    }
    gathered.merge(key, tally, Tally::plus);
  }

  private int waiting() {
    lock.lock();
    try {
      return gathered.size();
    } finally {
      lock.unlock();
    }
  }

  private void run() {
    try {
      while (true) {
        var batch = take();
        if (batch.isEmpty()) {
          return;
        }
        var unwritten = write(batch);
        if (closed.getCount() == 0 && !unwritten.isEmpty()) {
          LOGGER
              .atError()
              .addKeyValue("records", unwritten.size())
              .log("what was refused or done is not on record");
          return;
        }
        keep(unwritten);
        var _ = closed.await(GATHER.toMillis(), TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** What has gathered, as soon as there is something; empty when that was all. */
  private Map<Entry, Tally> take() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (gathered.isEmpty() && closed.getCount() > 0) {
        told.await();
      }
      var batch = gathered;
      gathered = new LinkedHashMap<>();
      return batch;
    } finally {
      lock.unlock();
    }
  }

  /** Writes what it can; what is left is what Kafka did not take. */
  private Map<Entry, Tally> write(Map<Entry, Tally> batch) throws InterruptedException {
    var keys = List.copyOf(batch.keySet());
    var records = new ArrayList<AccessRecord>(keys.size());
    batch.forEach((entry, tally) -> records.add(entry.record(tally)));
    var left = new LinkedHashMap<Entry, Tally>();
    for (var index : log.write(records)) {
      var entry = keys.get(index);
      left.put(entry, requireNonNull(batch.get(entry)));
    }
    if (troubled == left.isEmpty()) {
      troubled = !troubled;
      LOGGER
          .atWarn()
          .addKeyValue("waiting", left.size())
          .log("refusals and what was done can be recorded: " + !troubled);
    }
    return left;
  }

  private void keep(Map<Entry, Tally> unwritten) {
    lock.lock();
    try {
      unwritten.forEach(this::gather);
    } finally {
      lock.unlock();
    }
  }

  /** Writes what has gathered, within seconds; what is told later is not recorded. */
  @Override
  public void close() {
    closed.countDown();
    lock.lock();
    try {
      told.signal();
    } finally {
      lock.unlock();
    }
    try {
      if (!writer.join(CLOSE)) {
        writer.interrupt();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    log.close();
  }
}
