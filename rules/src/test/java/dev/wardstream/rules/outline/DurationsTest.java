package dev.wardstream.rules.outline;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {
  @ParameterizedTest
  @CsvSource({
    "0s, PT0S, 0s",
    "1ms, PT0.001S, 1ms",
    "1500ms, PT1.5S, 1500ms",
    "1000ms, PT1S, 1s",
    "59s, PT59S, 59s",
    "60s, PT1M, 1m",
    "90s, PT1M30S, 90s",
    "1m30s, PT1M30S, 90s",
    "1h30m, PT1H30M, 90m",
    "1h1ms, PT1H0.001S, 3600001ms",
    "24h, PT24H, 24h",
    "8784h, PT8784H, 8784h"
  })
  void readsAndWrites(String text, Duration length, String canonical) {
    assertThat(Durations.parse(text)).contains(length);
    assertThat(Durations.text(length)).isEqualTo(canonical);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", "15", "-15s", "1.5s", "15 s", "15S", "s", "1s1m", "1d", "8785h", "٣s"})
  void refuses(String text) {
    assertThat(Durations.parse(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"15, 15s", "15 sec, 15s", "2 Minutes, 2m", "3hrs, 3h", "2 days, 48h", "1h, 1h"})
  void guesses(String text, String meant) {
    assertThat(Durations.meant(text)).contains(meant);
  }

  @ParameterizedTest
  @ValueSource(strings = {"soon", "15 parsecs", "99999h", "1.5 s"})
  void doesNotGuessAtRandom(String text) {
    assertThat(Durations.meant(text)).isEmpty();
  }
}
