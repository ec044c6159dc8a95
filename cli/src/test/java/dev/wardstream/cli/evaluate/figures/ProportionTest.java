package dev.wardstream.cli.evaluate.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProportionTest {
  /**
   * By hand, z = 1.96: centre (p + z²/2n) / (1 + z²/n), reach z·√(p(1−p)/n + z²/4n²) / (1 + z²/n).
   */
  @ParameterizedTest(name = "{0} of {1} is {2} to {3}")
  @CsvSource({
    "0, 10, 0, 0.2775",
    "5, 10, 0.2366, 0.7634",
    "10, 10, 0.7225, 1",
    "1, 1, 0.2065, 1",
    "81, 263, 0.2553, 0.3662"
  })
  void wilsonsInterval(long count, long of, double low, double high) {
    var proportion = new Proportion(count, of);
    assertThat(proportion.low()).isCloseTo(low, within(5e-5));
    assertThat(proportion.high()).isCloseTo(high, within(5e-5));
    assertThat(proportion.share()).isEqualTo((double) count / of);
  }

  @Test
  void ofNothingNothingIsKnown() {
    var nothing = new Proportion(0, 0);
    assertThat(nothing.known()).isFalse();
    assertThat(nothing.share()).isNaN();
    assertThat(nothing.low()).isNaN();
    assertThat(nothing.high()).isNaN();
  }

  @Test
  void moreThanAllIsRefused() {
    assertThatThrownBy(() -> new Proportion(2, 1)).isInstanceOf(IllegalArgumentException.class);
  }
}
