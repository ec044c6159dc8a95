package dev.wardstream.push.why;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wardstream.push.wire.Explanation.Spot;
import dev.wardstream.schemas.avro.OffsetRange;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RangesTest {
  private static OffsetRange range(String topic, int partition, long first, long last) {
    return new OffsetRange(topic, partition, first, last);
  }

  @Test
  void whatTouchesOrOverlapsIsReadOnce() {
    assertThat(
            Ranges.merged(List.of(range("t", 1, 7, 9), range("t", 1, 1, 3), range("t", 1, 2, 5))))
        .containsExactly(range("t", 1, 1, 5), range("t", 1, 7, 9));
    assertThat(Ranges.merged(List.of(range("t", 1, 6, 9), range("t", 1, 1, 5))))
        .containsExactly(range("t", 1, 1, 9));
    assertThat(Ranges.merged(List.of(range("t", 1, 1, 9), range("t", 1, 2, 3))))
        .containsExactly(range("t", 1, 1, 9));
  }

  @Test
  void partitionsAndTopicsStayApart() {
    var apart = List.of(range("s", 1, 3, 4), range("t", 1, 3, 4), range("t", 2, 4, 5));
    assertThat(Ranges.merged(apart.reversed())).isEqualTo(apart);
  }

  @Test
  void onRecordIsWhatWasGivenOutAndNothingBetween() {
    assertThat(Ranges.of(Stream.of(new Spot("t", 0, 4), new Spot("t", 0, 3), new Spot("t", 0, 6))))
        .containsExactly(range("t", 0, 3, 4), range("t", 0, 6, 6));
  }

  @Test
  void bothEndsBelongToARange() {
    var range = range("t", 1, 3, 5);
    assertThat(
            Stream.of(2L, 3L, 5L, 6L)
                .filter(offset -> Ranges.contains(range, new Spot("t", 1, offset))))
        .containsExactly(3L, 5L);
    assertThat(Ranges.contains(range, new Spot("t", 2, 4))).isFalse();
    assertThat(Ranges.contains(range, new Spot("s", 1, 4))).isFalse();
  }
}
