package dev.wardstream.push.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wardstream.push.hub.FakeWatcher;
import dev.wardstream.push.hub.Hub;
import dev.wardstream.push.hub.Item;
import dev.wardstream.push.hub.LiveLog;
import dev.wardstream.push.hub.Pending;
import dev.wardstream.push.hub.Places;
import dev.wardstream.push.hub.Subscription;
import dev.wardstream.push.stream.Kind;
import dev.wardstream.push.stream.StreamName;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Subscriptions begin anywhere in a log while it grows, with real catch-up threads and a real feed
 * thread: each must see every matching record from its beginning on, once, in order.
 */
class JoinTest {
  private static final int PARTITIONS = 3;
  private static final int RECORDS = 9_000;
  private static final int SUBSCRIBERS = 40;

  private static final Places PLACES =
      new Places() {
        @Override
        public String wardOf(String patient) {
          return "w" + patient.charAt(1);
        }

        @Override
        public List<Departure> departuresOf(String patient) {
          return List.of();
        }
      };

  private final List<List<Item>> written = new ArrayList<>();
  private final LiveLog log = LiveLog.of(Kind.VITALS, new UUID(0, 1), PARTITIONS, 256, 1L << 30);
  private final ConcurrentLinkedQueue<Runnable> steps = new ConcurrentLinkedQueue<>();

  /** The log as it is on disk: everything that the feed has published. */
  private final class Disk implements LogReader {
    @Override
    public long read(List<Place> places, Sinks sinks) {
      var read = 0L;
      for (var place : places) {
        var items = written.get(place.partition());
        var sink = sinks.of(log, place.partition());
        var end = Math.min(place.from() + 300, log.tail(place.partition()).end());
        for (var item : items.subList((int) place.from(), (int) end)) {
          read += item.json().length;
          if (sink.wants(item.subject())) {
            sink.take(item);
          }
        }
        sink.reached(end);
      }
      return read;
    }

    @Override
    public List<Long> ends(LiveLog of, int[] partitions) {
      return Arrays.stream(partitions).mapToObj(p -> log.tail(p).end()).toList();
    }

    @Override
    public List<Long> at(LiveLog of, int[] partitions, Instant time) {
      return ends(of, partitions);
    }

    @Override
    public void close() {}
  }

  private static final class Reader {
    private final FakeWatcher watcher = new FakeWatcher(40_000);
    private final Subscription subscription;
    private final long[] from;
    private final List<Item> received = new ArrayList<>();
    private final Pending drained = new Pending(PARTITIONS);

    private Reader(int id, String stream, LiveLog log, long[] from) {
      this.from = from;
      subscription =
          new Subscription(
              id,
              StreamName.parse(stream).orElseThrow(),
              log,
              IntStream.range(0, PARTITIONS).toArray(),
              null,
              watcher);
      subscription.begin(from);
    }

    private void drain(CatchUp catchUp, Random random) {
      subscription.outbox().drain(drained, 1 + random.nextInt(2_000));
      for (var entry = drained.poll(); entry != null; entry = drained.poll()) {
        received.add((Item) entry);
      }
      if (subscription.hasRoom() && subscription.unstall()) {
        catchUp.submit(subscription);
      }
    }

    private boolean isPressed() {
      return subscription.isLive() && !subscription.hasRoom();
    }

    private List<Long> offsets(int partition) {
      return received.stream().filter(i -> i.partition() == partition).map(Item::offset).toList();
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {11, 12, 13, 14, 15, 16})
  void nothingIsMissedAndNothingRepeated(long seed) {
    var random = new Random(seed);
    for (var p = 0; p < PARTITIONS; p++) {
      written.add(new CopyOnWriteArrayList<>(records(p, random)));
    }
    var behind = new CatchUp[1];
    var hub = new Hub(PLACES, (_, _) -> List.of(), s -> behind[0].submit(s));
    try (var catchUp =
        new CatchUp(1L << 40, Disk::new, hub, PLACES, s -> steps.add(() -> hub.join(s)))) {
      behind[0] = catchUp;
      var readers = new CopyOnWriteArrayList<Reader>();
      var feed = Thread.ofPlatform().start(() -> feed(hub, readers, new Random(seed + 1)));
      while (readers.size() < SUBSCRIBERS || feed.isAlive()) {
        if (readers.size() < SUBSCRIBERS) {
          readers.add(begin(readers.size(), hub, catchUp, random));
        }
        readers.forEach(reader -> reader.drain(catchUp, random));
      }
      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .pollInterval(Duration.ofMillis(1))
          .untilAsserted(() -> {
            runSteps();
            hub.flush();
            readers.forEach(reader -> reader.drain(catchUp, random));
            assertThat(readers).allMatch(reader -> reader.subscription.isLive());
          });
      readers.forEach(reader -> reader.drain(catchUp, random));
      readers.forEach(reader -> reader.drain(catchUp, random));
      readers.forEach(this::check);
    }
  }

  private static List<Item> records(int partition, Random random) {
    return LongStream.range(0, RECORDS / PARTITIONS)
        .mapToObj(offset -> Item.event(partition, offset, "p" + random.nextInt(4), new byte[50]))
        .toList();
  }

  private Reader begin(int id, Hub hub, CatchUp catchUp, Random random) {
    var from = new long[PARTITIONS];
    for (var p = 0; p < PARTITIONS; p++) {
      from[p] = random.nextLong(log.tail(p).end() + 1);
    }
    var reader = new Reader(id, "wards/w" + random.nextInt(4) + "/vitals", log, from);
    steps.add(() -> hub.attach(reader.subscription));
    catchUp.submit(reader.subscription);
    return reader;
  }

  private void feed(Hub hub, List<Reader> readers, Random random) {
    var next = new int[PARTITIONS];
    var left = RECORDS / PARTITIONS * PARTITIONS;
    while (left > 0) {
      for (var batch = random.nextInt(50); batch > 0 && left > 0; batch--) {
        var p = random.nextInt(PARTITIONS);
        if (next[p] < RECORDS / PARTITIONS) {
          hub.publish(log, written.get(p).get(next[p]++));
          left--;
        }
      }
      runSteps();
      hub.flush();
      while (readers.stream().anyMatch(Reader::isPressed)) {
        LockSupport.parkNanos(1_000); // the reader side is the test's, and as fast as it can
      }
    }
  }

  private void runSteps() {
    for (var step = steps.poll(); step != null; step = steps.poll()) {
      step.run();
    }
  }

  private void check(Reader reader) {
    assertThat(reader.watcher).matches(watcher -> watcher.budget().used() == 0);
    for (var p = 0; p < PARTITIONS; p++) {
      var ward = reader.subscription.stream().id();
      var from = reader.from[p];
      var expected =
          written.get(p).stream()
              .filter(item -> item.offset() >= from && ward.equals("w" + item.subject().charAt(1)))
              .map(Item::offset)
              .toList();
      assertThat(reader.offsets(p)).isEqualTo(expected);
    }
  }
}
