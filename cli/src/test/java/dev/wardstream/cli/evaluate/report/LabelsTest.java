package dev.wardstream.cli.evaluate.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class LabelsTest {
  @Test
  void namesKeepOffMarksAndEachOther() {
    var labels = new Labels(0, 0, 200, 100);
    labels.mark(100, 50);
    labels.mark(130, 50);
    var first = labels.beside(100, 50, "name").orElseThrow();
    assertThat(first.anchor()).isEqualTo("end"); // on the right stands the other mark
    var second = labels.beside(100, 50, "name").orElseThrow();
    assertThat(second).isNotEqualTo(first);
  }

  @Test
  void whereThereIsNoRoomThereIsNoName() {
    var labels = new Labels(0, 0, 40, 40);
    labels.mark(20, 20);
    assertThat(labels.beside(20, 20, "far too long a name")).isEmpty();
    assertThat(labels.beside(5, 34, "1")).isPresent();
  }

  @Test
  void aScaleHasAPlaceForZeroAndNamesItsTicks() {
    var scale = Scale.of(List.of(0.0, 0.1, 10.0));
    assertThat(scale.at(0)).isZero();
    assertThat(scale.at(0.1)).isGreaterThan(0.09);
    assertThat(scale.at(10)).isLessThan(1);
    assertThat(scale.at(1)).isCloseTo((scale.at(0.1) + scale.at(10)) / 2, within(1e-9));
    assertThat(scale.ticks())
        .extracting(Scale.Tick::name)
        .contains("0", "0.1", "0.2", "1", "5", "10");
  }
}
