package dev.wardstream.alerts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AlertsConfigTest {
  @Test
  void hasDefaults() {
    var config = AlertsConfig.from(Map.of());

    assertThat(config.backends().kafka()).containsEntry("bootstrap.servers", "127.0.0.1:9092");
    assertThat(config.grace()).isEqualTo(Duration.ofSeconds(15));
  }

  @Test
  void takesSettings() {
    var config =
        AlertsConfig.from(
            Map.of("WARDSTREAM_ALERTS_THREADS", "4", "WARDSTREAM_ALERTS_GRACE", "PT2S"));

    assertThat(config.capacity().threads()).isEqualTo(4);
    assertThat(config.grace()).isEqualTo(Duration.ofSeconds(2));
  }

  @Test
  void refusesAnUnknownSetting() {
    assertThatThrownBy(() -> AlertsConfig.from(Map.of("WARDSTREAM_ALERTS_THREAD", "4")))
        .hasMessageContaining("WARDSTREAM_ALERTS_THREAD")
        .hasMessageContaining("WARDSTREAM_ALERTS_THREADS");
  }

  @Test
  void refusesValuesOutOfBounds() {
    assertThatThrownBy(() -> AlertsConfig.from(Map.of("WARDSTREAM_ALERTS_THREADS", "0")))
        .hasMessageContaining("0");
    assertThatThrownBy(() -> AlertsConfig.from(Map.of("WARDSTREAM_ALERTS_THREADS", "many")))
        .hasMessageContaining("WARDSTREAM_ALERTS_THREADS=many");
    assertThatThrownBy(() -> AlertsConfig.from(Map.of("WARDSTREAM_ALERTS_APPLICATION_ID", "a/b")))
        .hasMessageContaining("a/b");
  }
}
