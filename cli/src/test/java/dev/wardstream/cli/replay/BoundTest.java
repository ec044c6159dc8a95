package dev.wardstream.cli.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BoundTest {
  private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

  @Test
  void readsTimesAndOffsets() {
    assertThat(Bound.parse("2026-11-21T11:00:00+02:00", NOW))
        .isEqualTo(new Bound.Time(Instant.parse("2026-11-21T09:00:00Z")));
    assertThat(Bound.parse("-15m", NOW)).isEqualTo(new Bound.Time(NOW.minusSeconds(900)));
    assertThat(Bound.parse("now", NOW)).isEqualTo(new Bound.Time(NOW));
    assertThat(Bound.parse("3:88121", NOW))
        .isEqualTo(new Bound.Offsets(new TreeMap<>(Map.of(3, 88121L))));
    assertThat(Bound.parse("0:100,1:250", NOW))
        .isEqualTo(new Bound.Offsets(new TreeMap<>(Map.of(0, 100L, 1, 250L))));
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "",
        "yesterday",
        "2026-11-21",
        "2026-11-21T10:00:00",
        "3:",
        "3:4:5",
        "99999999999999999999:1",
        "-x"
      })
  void refusesAnythingElseWithExamples(String text) {
    assertThatThrownBy(() -> Bound.parse(text, NOW)).hasMessageContaining("3:88121");
  }
}
