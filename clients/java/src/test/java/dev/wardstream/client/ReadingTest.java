package dev.wardstream.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReadingTest {
  @Test
  void keepsTheDecimalsAsMeasured() {
    var json = Json.object();
    new Reading(Instant.ofEpochMilli(5), Map.of("spo2", new BigDecimal("97.50"))).write(json);
    assertThat(Json.write(json)).isEqualTo("{\"t\":5,\"spo2\":97.50}");
  }

  @Test
  void refusesABinaryFraction() {
    assertThatThrownBy(() -> new Reading(Instant.EPOCH, Map.of("temp", 38.05)))
        .hasMessageContaining("temp is a Double: use BigDecimal");
  }
}
