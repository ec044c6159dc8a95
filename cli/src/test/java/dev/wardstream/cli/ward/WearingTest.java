package dev.wardstream.cli.ward;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wardstream.schemas.avro.AssociationInterval;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class WearingTest {
  private static final Bed BED = Ward.of("icu-1", 1).beds().getFirst();

  private static Instant at(long second) {
    return Instant.ofEpochSecond(second);
  }

  @Test
  void anIntervalIsOpenWhileWornAndClosedAfterwards() {
    var worn = Wearing.of(null).putOn(BED, at(10));
    assertThat(worn.intervals().getLast().getTo()).isNull();
    assertThat(worn.putOn(BED, at(20))).isEqualTo(worn);
    var off = worn.takeOff(at(30));
    assertThat(off.intervals().getLast().getTo()).isEqualTo(at(30));
    assertThat(off.takeOff(at(40))).isEqualTo(off);
  }

  @Test
  void intervalsNeverOverlapEvenWhenAPlayBeginsInThePast() {
    var again = Wearing.of(null).putOn(BED, at(10)).takeOff(at(30)).putOn(BED, at(5));
    assertThat(again.intervals())
        .extracting(AssociationInterval::getFrom)
        .containsExactly(at(10), at(30));
  }

  @Test
  void onlyTheNewestIntervalsAreKept() {
    var wearing = Wearing.of(null);
    for (var second = 0; second < 100; second += 2) {
      wearing = wearing.putOn(BED, at(second)).takeOff(at(second + 1));
    }
    assertThat(wearing.intervals()).hasSize(16);
    assertThat(wearing.intervals().getLast().getTo()).isEqualTo(at(99));
  }
}
