package dev.wardstream.ingest.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wardstream.edge.limit.Share;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class InFlightTest {
  private static final long SECOND = 1_000_000_000L;
  private static final long NOW = 0;

  private final InFlight inFlight = new InFlight(1_200, Duration.ofSeconds(5));

  private int fill(Share share, int each) {
    var taken = 0;
    while (inFlight.take(each, share, NOW) == null) {
      taken += each;
    }
    return taken;
  }

  @Test
  void oneWhoFloodsGetsHalf() {
    assertThat(fill(new Share(), 1)).isEqualTo(600);
  }

  @Test
  void whoeverFloodsLeavesRoomForTheOthers() {
    var first = new Share();
    var second = new Share();
    var progress = 1;
    while (progress > 0) {
      progress = 0;
      for (var share : new Share[] {first, second}) {
        progress += inFlight.take(1, share, NOW) == null ? 1 : 0;
      }
    }
    assertThat(first.add(0)).isBetween(399L, 401L);
    assertThat(second.add(0)).isBetween(399L, 401L);
    var small = new Share();
    assertThat(inFlight.take(100, small, NOW)).isNull();
    assertThat(inFlight.take(1, first, NOW)).isEqualTo(Unavailable.SHARE);
  }

  /** However large: else it could never be sent. */
  @Test
  void oneRequestIsTakenFromWhoHasNothingInFlight() {
    assertThat(inFlight.take(1_200, new Share(), NOW)).isNull();
    assertThat(inFlight.take(1, new Share(), NOW)).isEqualTo(Unavailable.FULL);
  }

  @Test
  void whatIsGivenBackCanBeTakenAgain() {
    var share = new Share();
    assertThat(fill(share, 100)).isEqualTo(600);
    inFlight.give(100, share);
    assertThat(inFlight.take(100, share, NOW)).isNull();
    for (var i = 0; i < 6; i++) {
      inFlight.give(100, share);
    }
    assertThat(inFlight.bytes()).isZero();
    assertThat(share.add(0)).isZero();
  }

  @Test
  void takesNothingWhileNothingIsAcknowledged() {
    assertThat(inFlight.take(1, null, NOW)).isNull();
    assertThat(inFlight.take(1, null, NOW + 5 * SECOND)).isNull();
    assertThat(inFlight.isStalled(NOW + 5 * SECOND)).isFalse();
    assertThat(inFlight.isStalled(NOW + 5 * SECOND + 1)).isTrue();
    assertThat(inFlight.take(1, null, NOW + 6 * SECOND)).isEqualTo(Unavailable.STALLED);
    inFlight.progressed(NOW + 7 * SECOND);
    assertThat(inFlight.take(1, null, NOW + 8 * SECOND)).isNull();
  }

  /** The first after everything has ended is how an end of the stall is noticed. */
  @Test
  void triesAgainWhenNothingIsInFlight() {
    assertThat(inFlight.take(1, null, NOW)).isNull();
    inFlight.give(1, null);
    assertThat(inFlight.isStalled(NOW + 100 * SECOND)).isFalse();
    assertThat(inFlight.take(1, null, NOW + 100 * SECOND)).isNull();
    assertThat(inFlight.take(1, null, NOW + 101 * SECOND)).isNull();
  }

  @Test
  void aConnectionsCreditShrinksWithWhatIsFree() {
    var million = new InFlight(1 << 20, Duration.ofSeconds(5));
    assertThat(million.credit(1 << 20)).isEqualTo(1 << 20);
    assertThat(million.take(1 << 19, null, NOW)).isNull();
    assertThat(million.credit(1 << 20)).isEqualTo(1 << 19);
    assertThat(million.take(1 << 19, null, NOW)).isNull();
    assertThat(million.credit(1 << 20)).isEqualTo(16 << 10);
    assertThat(million.credit(1_024)).isEqualTo(1_024);
  }
}
