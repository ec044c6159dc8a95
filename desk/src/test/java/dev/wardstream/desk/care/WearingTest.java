package dev.wardstream.desk.care;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wardstream.schemas.avro.AssociationInterval;
import dev.wardstream.schemas.avro.Vital;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class WearingTest {
  private static final List<Vital> EXPECTS = List.of(Vital.HR);

  private static Instant at(long second) {
    return Instant.ofEpochSecond(second);
  }

  @Test
  void anIntervalIsOpenWhileWornAndClosedAfterwards() {
    var worn = Wearing.of(null).putOn("p-1", at(10), EXPECTS);
    assertThat(worn.intervals().getLast().getTo()).isNull();
    assertThat(worn.putOn("p-2", at(20), EXPECTS)).isEqualTo(worn);
    var off = worn.takeOff(at(30));
    assertThat(off.intervals().getLast().getTo()).isEqualTo(at(30));
    assertThat(off.intervals().getLast().getExpects()).isEqualTo(EXPECTS);
    assertThat(off.takeOff(at(40))).isEqualTo(off);
  }

  @Test
  void intervalsNeverOverlapEvenWhenAPlayBeginsInThePast() {
    var again =
        Wearing.of(null).putOn("p-1", at(10), EXPECTS).takeOff(at(30)).putOn("p-2", at(5), EXPECTS);
    assertThat(again.intervals())
        .extracting(AssociationInterval::getFrom)
        .containsExactly(at(10), at(30));
  }

  @Test
  void takenOffBeforeItWasPutOnItWasWornForAMoment() {
    var off = Wearing.of(null).putOn("p-1", at(10), EXPECTS).takeOff(at(5));
    assertThat(off.intervals().getLast().getTo()).isEqualTo(at(10).plusMillis(1));
  }

  @Test
  void onlyTheNewestIntervalsAreKept() {
    var wearing = Wearing.of(null);
    for (var second = 0; second < 1_000; second += 2) {
      wearing = wearing.putOn("p-1", at(second), EXPECTS).takeOff(at(second + 1));
    }
    assertThat(wearing.intervals()).hasSize(Wearing.KEPT);
    assertThat(wearing.intervals().getLast().getTo()).isEqualTo(at(999));
  }
}
