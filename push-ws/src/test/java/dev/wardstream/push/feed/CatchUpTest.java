package dev.wardstream.push.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wardstream.push.hub.FakeWatcher;
import dev.wardstream.push.hub.Hub;
import dev.wardstream.push.hub.LiveLog;
import dev.wardstream.push.hub.Places;
import dev.wardstream.push.hub.Subscription;
import dev.wardstream.push.stream.Kind;
import dev.wardstream.push.stream.StreamName;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CatchUpTest {
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

  /** Meets a defect when it is asked for a time. */
  private static final class Defective implements LogReader {
    @Override
    public long read(List<Place> places, Sinks sinks) {
      throw new IllegalStateException("nothing is read here");
    }

    @Override
    public List<Long> ends(LiveLog log, int[] partitions) {
      return List.of(7L);
    }

    @Override
    public List<Long> at(LiveLog log, int[] partitions, Instant time) {
      throw new IllegalStateException("a defect");
    }

    @Override
    public void close() {}
  }

  @Test
  void goesOnAfterADefect() throws Exception {
    var log = LiveLog.of(Kind.VITALS, new UUID(0, 1), 1, 16, 1 << 20);
    var stream = StreamName.parse("patients/p/vitals").orElseThrow();
    var subscription =
        new Subscription(1, stream, log, new int[] {0}, null, new FakeWatcher(1 << 20));
    var hub = new Hub(NOWHERE, (_, _) -> List.of(), _ -> {});
    var answer = new CompletableFuture<List<Long>>();
    try (var catchUp = new CatchUp(1 << 20, Defective::new, hub, NOWHERE, _ -> {})) {
      catchUp.locate(subscription, Instant.EPOCH, _ -> {});
      catchUp.ends(subscription, answer::complete);

      assertThat(answer.get(30, TimeUnit.SECONDS)).containsExactly(7L);
    }
  }
}
