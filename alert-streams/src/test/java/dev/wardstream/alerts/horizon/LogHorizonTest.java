package dev.wardstream.alerts.horizon;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

class LogHorizonTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final TopicPartition P0 = new TopicPartition("readings", 0);

  /** A broker whose answers the test writes. */
  private static final class Broker implements LogPositions {
    private final Map<TopicPartition, Long> processed = new HashMap<>();
    private final Map<TopicPartition, Long> ends = new HashMap<>();
    private boolean answers = true;
    private boolean empty;
    private int probes;

    @Override
    public Map<TopicPartition, Long> processed() {
      if (!answers) {
        throw new TimeoutException("nobody there");
      }
      return Map.copyOf(processed);
    }

    @Override
    public Map<TopicPartition, Long> ends() {
      return Map.copyOf(ends);
    }

    @Override
    public boolean isEmpty(TopicPartition partition, long from, long end) {
      probes++;
      return empty;
    }

    @Override
    public void close() {}
  }

  private final Broker broker = new Broker();
  private Instant now = NOON;
  private final LogHorizon horizon =
      new LogHorizon(broker, () -> now, Set.of("associations"), Duration.ZERO);

  private Instant look() {
    now = now.plusMillis(300);
    horizon.lookOnce();
    return horizon.of(0);
  }

  @Test
  void followsTheClockWhileNothingWaits() {
    broker.ends.put(P0, 0L);

    assertThat(look()).isEqualTo(now.minusMillis(500));
    assertThat(look()).isEqualTo(now.minusMillis(500));
  }

  @Test
  void standsStillWhileTheBrokerIsSilent() {
    broker.ends.put(P0, 0L);
    var before = look();
    broker.answers = false;

    assertThat(look()).isEqualTo(before);
  }

  @Test
  void passesTransactionMarkersThatNobodyWillCommit() {
    broker.processed.put(P0, 10L);
    broker.ends.put(P0, 11L);
    broker.empty = true;

    assertThat(look()).isEqualTo(Instant.EPOCH);
    assertThat(look()).isEqualTo(now.minusMillis(500));
    assertThat(broker.probes).isEqualTo(1);
  }

  @Test
  void looksOnceAtARecordThatWaits() {
    broker.processed.put(P0, 10L);
    broker.ends.put(P0, 11L);

    for (int i = 0; i < 10; i++) {
      assertThat(look()).isEqualTo(Instant.EPOCH);
    }
    assertThat(broker.probes).isEqualTo(1);
  }

  @Test
  void isUnknownForAPartitionItHasNeverSeen() {
    assertThat(horizon.of(5)).isEqualTo(Instant.EPOCH);
  }
}
