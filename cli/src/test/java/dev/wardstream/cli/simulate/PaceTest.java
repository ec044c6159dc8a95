package dev.wardstream.cli.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PaceTest {
  private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
  private static final Duration HOUR = Duration.ofHours(1);

  @Test
  void atTheSpeedOfLifeAReadingIsDueAtItsOwnTime() {
    var pace = Pace.live(NOW, null);
    var later = Duration.ofMillis(12_345);
    assertThat(pace.eventAt(later)).isEqualTo(NOW.plus(later)).isEqualTo(pace.dueAt(later));
  }

  @ParameterizedTest(name = "speed {0}")
  @ValueSource(doubles = {1, 1.5, 2, 7, 20, 100, 1000})
  void noReadingIsEverInTheFuture(double speed) {
    var pace = Pace.catchingUp(NOW, HOUR, speed);
    for (var at = Duration.ZERO; at.compareTo(HOUR) <= 0; at = at.plusMillis(700)) {
      assertThat(pace.eventAt(at)).isBeforeOrEqualTo(pace.dueAt(at));
    }
  }

  @Test
  void aFastPlayHasCaughtUpWhenItEnds() {
    var pace = Pace.catchingUp(NOW, HOUR, 20);
    assertThat(pace.dueAt(HOUR)).isEqualTo(NOW.plusSeconds(180));
    assertThat(pace.eventAt(HOUR)).isEqualTo(NOW.plusSeconds(180));
    assertThat(pace.plays(HOUR.minusMillis(1))).isTrue();
    assertThat(pace.plays(HOUR)).isFalse();
  }

  @Test
  void impossiblePacesAreRefused() {
    assertThatThrownBy(() -> new Pace(NOW, NOW, 0.5, null)).hasMessageContaining("at least 1");
    assertThatThrownBy(() -> new Pace(NOW, NOW, Double.NaN, null)).hasMessageContaining("at least");
    assertThatThrownBy(() -> new Pace(NOW, NOW, 2, null)).hasMessageContaining("needs a length");
    assertThatThrownBy(() -> Pace.live(NOW, Duration.ZERO)).hasMessageContaining("more than");
  }
}
