package dev.wardstream.edge.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BucketTest {
  private static final long SECOND = 1_000_000_000L;

  /** Points of time on both sides of the overflow of nanoTime. */
  @ParameterizedTest(name = "from {0}")
  @ValueSource(longs = {0, -SECOND, Long.MAX_VALUE - SECOND, Long.MIN_VALUE})
  void grantsTheBurstAtOnceAndThenTheRate(long start) {
    var bucket = new Bucket(10, Duration.ofSeconds(2), start);
    for (var i = 0; i < 20; i++) {
      assertThat(bucket.take(1, start)).isZero();
    }
    assertThat(bucket.take(1, start)).isEqualTo(SECOND / 10);
    assertThat(bucket.take(1, start + SECOND / 10 - 1)).isEqualTo(1);
    assertThat(bucket.take(1, start + SECOND / 10)).isZero();
    assertThat(bucket.take(1, start + SECOND / 10)).isEqualTo(SECOND / 10);
    assertThat(bucket.isFull(start + 2 * SECOND)).isFalse();
    assertThat(bucket.isFull(start + 2 * SECOND + SECOND / 10)).isTrue();
  }

  @Test
  void doesNotSaveUpMoreThanTheBurst() {
    var bucket = new Bucket(10, Duration.ofSeconds(1), 0);
    var later = 1_000 * SECOND;
    for (var i = 0; i < 10; i++) {
      assertThat(bucket.take(1, later)).isZero();
    }
    assertThat(bucket.take(1, later)).isPositive();
  }

  @Test
  void grantsWhatIsLargerThanTheBurstWhenNothingIsOwed() {
    var bucket = new Bucket(1_000, Duration.ZERO, 0);
    assertThat(bucket.take(65_536, 0)).isZero();
    assertThat(bucket.take(1, 0)).isEqualTo(65_536 * SECOND / 1_000);
    assertThat(bucket.take(65_536, 65_536 * SECOND / 1_000)).isZero();
  }

  @Test
  void whatIsLargerThanTheBurstIsOwedAsAWhole() {
    var bucket = new Bucket(10, Duration.ofSeconds(2), 0);
    assertThat(bucket.take(100, 0)).isZero();
    assertThat(bucket.take(1, 0)).isEqualTo(8 * SECOND + SECOND / 10);
    assertThat(bucket.take(100, 10 * SECOND - 1)).isEqualTo(1);
    assertThat(bucket.take(100, 10 * SECOND)).isZero();
  }

  @Test
  void grantsExactlyTheBurstToManyThreads() {
    var bucket = new Bucket(1, Duration.ofSeconds(1_000), 0);
    var granted = new AtomicInteger();
    var threads = new ArrayList<CompletableFuture<Void>>();
    for (var i = 0; i < 4; i++) {
      threads.add(
          CompletableFuture.runAsync(() -> {
            for (var j = 0; j < 1_000; j++) {
              granted.addAndGet(bucket.take(1, 0) == 0 ? 1 : 0);
            }
          }));
    }
    threads.forEach(CompletableFuture::join);
    assertThat(granted).hasValue(1_000);
  }
}
