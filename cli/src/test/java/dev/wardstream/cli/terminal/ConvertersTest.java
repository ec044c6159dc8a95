package dev.wardstream.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConvertersTest {
  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "90s, PT1M30S",
    "10m, PT10M",
    "1h30m, PT1H30M",
    "250ms, PT0.25S",
    "1.5h, PT1H30M",
    "2d, PT48H",
    "PT5M, PT5M"
  })
  void readsLengthsOfTime(String text, Duration expected) {
    assertThat(Converters.duration(text)).isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"", "90", "10 m", "m10", "1h30", "-5m", "PX", "5y"})
  void refusesAnythingElseWithAnExample(String text) {
    assertThatThrownBy(() -> Converters.duration(text)).hasMessageContaining("90s, 10m");
  }
}
