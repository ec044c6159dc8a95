package dev.wardstream.push.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wardstream.push.hub.FakeWatcher;
import dev.wardstream.push.hub.Hub;
import dev.wardstream.push.hub.Item;
import dev.wardstream.push.hub.LiveLog;
import dev.wardstream.push.hub.Places;
import dev.wardstream.push.hub.Subscription;
import dev.wardstream.push.stream.Kind;
import dev.wardstream.push.stream.StreamName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Many who come back at once, with cursors of about the same time. */
class SharedReadsTest {
  private static final int RECORDS = 2_000;
  private static final int RETURNING = 300;
  private static final StreamName STREAM = StreamName.parse("patients/p/vitals").orElseThrow();

  private static final Places NOWHERE =
      new Places() {
        @Override
        public @Nullable String wardOf(String patient) {
          return null;
        }

        @Override
        public List<Departure> departuresOf(String patient) {
          return List.of();
        }
      };

  private final LiveLog log = LiveLog.of(Kind.VITALS, new UUID(0, 1), 1, 16, 1 << 20);
  private final Hub hub = new Hub(NOWHERE, (_, _) -> List.of(), _ -> {});
  private final List<Subscription> arrived = new ArrayList<>();
  private final SharedReads reads = new SharedReads(hub, NOWHERE, arrived::add);
  private long read;

  /** The log on disk, which counts what is read of it. */
  private final class Disk implements LogReader {
    @Override
    public long read(List<Place> places, Sinks sinks) {
      var place = places.getFirst();
      var sink = sinks.of(log, place.partition());
      var end = Math.min(place.from() + 100, RECORDS);
      for (var at = place.from(); at < end; at++) {
        read++;
        sink.take(Item.event(0, at, "p", new byte[10]));
      }
      sink.reached(end);
      return end - place.from();
    }

    @Override
    public List<Long> ends(LiveLog of, int[] partitions) {
      return List.of((long) RECORDS);
    }

    @Override
    public List<Long> at(LiveLog of, int[] partitions, Instant time) {
      return List.of(0L);
    }

    @Override
    public void close() {}
  }

  @Test
  void areServedByOneReadingOfTheLog() {
    for (var at = 0; at < RECORDS; at++) {
      hub.publish(log, Item.event(0, at, "p", new byte[10]));
    }
    var random = new Random(5);
    var lowest = Long.MAX_VALUE;
    for (var id = 1; id <= RETURNING; id++) {
      var from = 300 + random.nextLong(200);
      lowest = Math.min(lowest, from);
      var watcher = new FakeWatcher(1L << 30);
      var subscription = new Subscription(id, STREAM, log, new int[] {0}, null, watcher);
      subscription.begin(new long[] {from});
      reads.add(subscription);
    }
    try (var disk = new Disk()) {
      while (!reads.isEmpty()) {
        reads.pass(disk);
      }
    }

    assertThat(arrived).hasSize(RETURNING);
    assertThat(read).isLessThanOrEqualTo(RECORDS - lowest);
  }
}
