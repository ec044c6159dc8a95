package dev.wardstream.edge.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wardstream.schemas.avro.AccessRecord;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A log that does not answer costs bounded memory, says so, and loses nothing that fits. */
class ShownLogTest {
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

  /** Takes nothing until it is let; refuses every second record the first time. */
  private static final class Stuck implements AccessSink {
    private final CountDownLatch let = new CountDownLatch(1);
    private final List<String> written = new ArrayList<>();
    private volatile boolean waiting;
    private boolean refused;

    @Override
    public List<Integer> write(List<AccessRecord> records) throws InterruptedException {
      waiting = true;
      let.await();
      var unwritten =
          refused
              ? List.<Integer>of()
              : IntStream.range(0, records.size()).filter(i -> i % 2 == 1).boxed().toList();
      refused = true;
      for (var i = 0; i < records.size(); i++) {
        if (!unwritten.contains(i)) {
          written.add(records.get(i).getSubject());
        }
      }
      return unwritten;
    }

    @Override
    public void close() {}
  }

  private static AccessRecord record(int number) {
    return new AccessRecord(
        "s" + number,
        "nurse",
        null,
        "push.stream",
        "wards/icu-1/vitals",
        List.of(),
        Instant.EPOCH,
        true,
        null,
        null,
        1L,
        null);
  }

  @Test
  void aFullLogSaysSoAndWritesAllItTookOnceItCan() {
    var sink = new Stuck();
    var taken = 0;
    try (var log = new ShownLog(sink, meters).start()) {
      assertThat(log.whyNotReady()).isEmpty();
      awaitTaken(log, sink);
      while (log.offer(record(taken + 1))) {
        taken++;
      }
      assertThat(log.whyNotReady()).contains("the record of what is shown is full");
      assertThat(taken).isEqualTo(8_192);
      log.take(record(taken + 1));
      assertThat(count("lost")).isEqualTo(1);
      sink.let.countDown();
    }
    assertThat(sink.written).hasSize(taken + 1).doesNotHaveDuplicates();
    assertThat(count("recorded")).isEqualTo(taken + 1);
    assertThat(count("lost")).isEqualTo(1);
  }

  /** The writer has a record in hand and waits. */
  private static void awaitTaken(ShownLog log, Stuck sink) {
    assertThat(log.offer(record(0))).isTrue();
    await().atMost(Duration.ofSeconds(10)).until(() -> sink.waiting);
  }

  private double count(String outcome) {
    return meters.counter("wardstream.audit.shown", "outcome", outcome).count();
  }
}
