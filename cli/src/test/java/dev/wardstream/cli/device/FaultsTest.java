package dev.wardstream.cli.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class FaultsTest {
  private static List<Fault> strikes(Faults faults, int seconds) {
    var struck = new ArrayList<Fault>();
    for (var second = 0; second < seconds; second++) {
      var fault = faults.strike(Instant.ofEpochSecond(second));
      if (fault != null) {
        struck.add(fault);
      }
    }
    return struck;
  }

  @Test
  void aCalmWardStaysCalm() {
    assertThat(strikes(Faults.none(), 10_000)).isEmpty();
  }

  @Test
  void theSameSeedBringsTheSameFaults() {
    var minute = Duration.ofMinutes(1);
    var first = strikes(Faults.seeded(42, minute, 1), 36_000);
    assertThat(strikes(Faults.seeded(42, minute, 1), 36_000)).isEqualTo(first);
    assertThat(strikes(Faults.seeded(43, minute, 1), 36_000)).isNotEqualTo(first);
    assertThat(EnumSet.copyOf(first)).containsExactlyInAnyOrder(Fault.values());
    assertThat(first).hasSizeBetween(450, 750);
  }

  @Test
  void outagesShrinkWithTheSpeed() {
    var faults = Faults.seeded(1, Duration.ofMinutes(1), 10);
    assertThat(faults.outage()).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(4));
  }
}
