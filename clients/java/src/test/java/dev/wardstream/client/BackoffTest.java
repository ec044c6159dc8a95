package dev.wardstream.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class BackoffTest {
  /** Always the longest wait that is possible. */
  private static final RandomGenerator LONGEST =
      new Random() {
        private static final long serialVersionUID = 1L;

        @Override
        public long nextLong(long bound) {
          return bound - 1;
        }
      };

  private final Backoff backoff = new Backoff(LONGEST);

  private long nextMillis(Duration asked) {
    return backoff.next(asked).plusNanos(1).toMillis();
  }

  @Test
  void theBoundDoublesToHalfAMinuteAndFallsBackWhenAllIsWell() {
    assertThat(nextMillis(Duration.ZERO)).isEqualTo(250);
    assertThat(nextMillis(Duration.ZERO)).isEqualTo(500);
    for (var i = 0; i < 8; i++) {
      backoff.next(Duration.ZERO);
    }
    assertThat(nextMillis(Duration.ZERO)).isEqualTo(30_000);
    backoff.reset();
    assertThat(nextMillis(Duration.ZERO)).isEqualTo(250);
  }

  @Test
  void theWaitIsNeverShorterThanTheServerAsksFor() {
    assertThat(nextMillis(Duration.ofSeconds(5))).isEqualTo(5_250);
    assertThat(new Backoff(new Random(1)).next(Duration.ofSeconds(5)))
        .isBetween(Duration.ofSeconds(5), Duration.ofMillis(5_250));
  }
}
