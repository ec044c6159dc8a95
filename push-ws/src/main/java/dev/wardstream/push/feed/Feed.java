package dev.wardstream.push.feed;

import static java.util.Objects.requireNonNull;

import dev.wardstream.push.hub.LiveLog;
import dev.wardstream.push.hub.Subscription;
import dev.wardstream.push.hub.Who;
import dev.wardstream.push.presence.Attendance;
import dev.wardstream.push.stream.Kind;
import dev.wardstream.push.table.RecentMessages;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that follows whatever is watched. It alone changes the tables and the hub; others
 * ask it to, with {@link #execute}, which it does between two polls.
 *
 * <p>Trouble with the brokers never ends it: it opens a new consumer and goes on where it was.
 */
public final class Feed implements AutoCloseable {
  private static final Logger LOGGER = LoggerFactory.getLogger(Feed.class);
  private static final Duration STOPPING = Duration.ofSeconds(3);
  private static final Duration RETRY = Duration.ofMillis(500);

  private final FeedConfig config;
  private final Clock clock;
  private final Attendance attendance;
  private final Clients clients;
  private final Brokers brokers;
  private final Tables tables;
  private final CatchUp catchUp;
  private final ConcurrentLinkedQueue<Runnable> steps = new ConcurrentLinkedQueue<>();
  private final AtomicReference<@Nullable Consumer<?, ?>> open = new AtomicReference<>();
  private volatile Thread thread;
  private volatile @Nullable Following following;
  private volatile @Nullable Lanes lanes;
  private volatile boolean closed;
  private boolean troubled;

  /** A feed that is not running yet. */
  public Feed(FeedConfig config, Codec codec, Clock clock, Attendance attendance) {
    this.config = config;
    this.clock = clock;
    this.attendance = attendance;
    clients = new Clients(config.kafka());
    brokers = new Brokers(clients.admin());
    var kept = config.messagesKept();
    tables =
        new Tables(codec, clock, new RecentMessages(kept.perRoom(), kept.bytes()), this::readAgain);
    catchUp =
        new CatchUp(
            config.catchUpBytes(),
            () -> new KafkaLogReader(clients.catchUp(), codec),
            tables.hub(),
            tables.census(),
            subscription -> execute(() -> tables.hub().join(subscription)));
    thread = unstarted();
  }

  private void readAgain(Subscription subscription) {
    catchUp.submit(subscription);
  }

  /** Begins to follow. */
  public void start() {
    thread.start();
  }

  /** Runs a step on the feed thread, soon. */
  public void execute(Runnable step) {
    steps.add(step);
    var consumer = open.get();
    if (consumer != null) {
      consumer.wakeup();
    }
  }

  /**
   * Knows a subscription from here on, and runs a step on the feed thread as soon as everything it
   * reads is followed.
   */
  public void watch(Subscription subscription, Runnable ready) {
    var kind = subscription.stream().kind();
    execute(() -> {
      if (!subscription.log().equals(requireNonNull(following).logs().get(kind))) {
        subscription.watcher().dismissed(); // all has been read anew since it began
      } else if (!subscription.hasEnded()) {
        tables.hub().attach(subscription);
        attendance.came(subscription);
        requireNonNull(lanes).hold(subscription, ready);
      }
    });
  }

  /** Forgets a subscription. */
  public void unwatch(Subscription subscription) {
    execute(() -> {
      tables.hub().detach(subscription);
      attendance.went(subscription);
      requireNonNull(lanes).release(subscription);
    });
  }

  /** Tells that somebody types in a place they watch, as in {@code rooms/consult-42}. */
  public void types(String place, Who who) {
    execute(() -> attendance.types(place, who));
  }

  /** The logs by kind; empty until everything has been read once. */
  public Optional<Map<Kind, LiveLog>> logs() {
    var now = following;
    return now != null && now.isCaughtUp() ? Optional.of(now.logs()) : Optional.empty();
  }

  public Tables tables() {
    return tables;
  }

  public CatchUp catchUp() {
    return catchUp;
  }

  /** Why the service should not be given traffic; empty when it is well. */
  public Optional<String> whyNotReady() {
    var now = following;
    if (now == null) {
      return Optional.of("waiting for the topics");
    }
    if (!now.isCaughtUp()) {
      return Optional.of("reading the topics");
    }
    return brokers.silence().compareTo(config.silence()) > 0
        ? Optional.of("the brokers do not answer")
        : Optional.empty();
  }

  /** Records that are committed but not published yet, as of the last answer of the brokers. */
  public long lag() {
    var now = following;
    return now == null ? 0 : now.lag(brokers.ends());
  }

  /** Partitions that are followed because somebody watches them. */
  public int partitionsOnDemand() {
    var now = lanes;
    return now == null ? 0 : now.count();
  }

  /** Records that could not be decoded so far. */
  public long unreadable() {
    var now = following;
    return now == null ? 0 : now.unreadable();
  }

  private Thread unstarted() {
    return Thread.ofPlatform().name("feed").unstarted(this::run);
  }

  /** Ends when it is closed. After a defect another thread reads all anew. */
  private void run() {
    var completed = false;
    try {
      readOn();
      completed = true;
    } finally {
      if (!completed && !closed) {
        beginAnew();
        LockSupport.parkNanos(RETRY.toNanos());
        thread = unstarted();
        thread.start();
      }
    }
  }

  private void readOn() {
    while (!closed) {
      try (var consumer = clients.feed()) {
        open.set(consumer);
        follow(consumer);
      } catch (InterruptException e) {
        return;
      } catch (KafkaException e) {
        if (!troubled) {
          troubled = true;
          LOGGER.atWarn().addKeyValue("cause", e.toString()).log("feed cannot read");
        }
        LockSupport.parkNanos(RETRY.toNanos());
      } finally {
        open.set(null);
      }
    }
  }

  private void follow(Consumer<String, byte[]> consumer) {
    var now = following;
    if (now == null) {
      now = new Start(config, brokers, tables, consumer, clock).begin();
      lanes = lanes(now);
      following = now;
    }
    now.use(consumer, brokers);
    while (!closed) {
      now.poll();
      if (brokers.haveReplaced()) {
        LOGGER.atError().log("a topic has been deleted and made again: all is read anew");
        beginAnew();
        return;
      }
      runSteps();
      requireNonNull(lanes).tend();
      tables.endGrants();
      attendance.tell(tables.presence());
      tables.hub().flush();
      if (troubled && brokers.silence().compareTo(RETRY) < 0) {
        troubled = false;
        LOGGER.atInfo().log("feed reads again");
      }
    }
  }

  /** Nothing that is known holds: a topic is another one than before, or a defect came between. */
  private void beginAnew() {
    following = null;
    tables.clear();
  }

  private Lanes lanes(Following now) {
    var made = new Lanes[1];
    var bounds =
        new LaneBounds(
            brokers,
            config.tailItems(),
            clock,
            step -> execute(() -> runIfCurrent(made[0], step)),
            (lane, from, to) -> made[0].begin(lane, from, to));
    made[0] = new Lanes(now, bounds, config.linger());
    return made[0];
  }

  /** What was asked before all was read anew is answered for nobody. */
  private void runIfCurrent(Lanes asked, Runnable step) {
    if (asked == lanes) {
      step.run();
    }
  }

  private void runSteps() {
    for (var step = steps.poll(); step != null; step = steps.poll()) {
      step.run();
    }
  }

  /** Stops the threads; idempotent. */
  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    catchUp.close();
    var consumer = open.get();
    if (consumer != null) {
      consumer.wakeup();
    }
    try {
      if (!thread.join(STOPPING)) {
        thread.interrupt();
        thread.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    brokers.close();
  }
}
