package dev.wardstream.cli.device;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wardstream.cli.recordings.Sample;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class BufferTest {
  private static Measurement measured(int second) {
    return new Measurement(Instant.ofEpochSecond(second), new Sample("70", null, null, null));
  }

  private static List<Long> seconds(Buffer buffer) {
    return buffer.take(100).stream().map(each -> each.at().getEpochSecond()).toList();
  }

  @Test
  void givesInTheOrderMeasured() {
    var buffer = new Buffer(10);
    for (var second = 1; second <= 3; second++) {
      assertThat(buffer.keep(measured(second))).isZero();
    }
    assertThat(buffer.take(2)).hasSize(2);
    assertThat(seconds(buffer)).containsExactly(3L);
    assertThat(buffer.isEmpty()).isTrue();
  }

  @Test
  void whenFullTheOldestGoesAndIsCounted() {
    var buffer = new Buffer(2);
    buffer.keep(measured(1));
    buffer.keep(measured(2));
    assertThat(buffer.keep(measured(3))).isEqualTo(1);
    assertThat(seconds(buffer)).containsExactly(2L, 3L);
  }

  @Test
  void aHeldMeasurementIsOvertakenByTwo() {
    var buffer = new Buffer(10);
    buffer.holdNext();
    for (var second = 1; second <= 4; second++) {
      buffer.keep(measured(second));
    }
    assertThat(seconds(buffer)).containsExactly(2L, 3L, 1L, 4L);
  }

  @Test
  void nothingHeldIsLostAtTheEnd() {
    var buffer = new Buffer(10);
    buffer.holdNext();
    buffer.keep(measured(1));
    assertThat(buffer.isEmpty()).isFalse();
    buffer.release();
    assertThat(seconds(buffer)).containsExactly(1L);
  }
}
