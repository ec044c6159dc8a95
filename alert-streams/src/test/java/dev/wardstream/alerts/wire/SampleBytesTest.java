package dev.wardstream.alerts.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wardstream.alerts.watch.KeptSample;
import dev.wardstream.alerts.watch.SampleKey;
import dev.wardstream.clinical.history.Position;
import dev.wardstream.clinical.vitals.Vital;
import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SampleBytesTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  @ParameterizedTest
  @EnumSource
  void findsAKeyAgain(Vital vital) {
    var key = new SampleKey("p-1:a_b.c", vital, NOON.plusMillis(7));

    assertThat(SampleBytes.toKey(SampleBytes.ofKey(key))).isEqualTo(key);
  }

  @Test
  void findsASampleAgain() {
    var sample = new KeptSample("38.05", new Position(95, 9_000_000_000L));

    assertThat(SampleBytes.toSample(SampleBytes.of(sample))).isEqualTo(sample);
  }

  @Test
  void keepsASampleInFewBytes() {
    assertThat(SampleBytes.of(new KeptSample("97", new Position(3, 60)))).hasSize(4);
  }

  @Test
  void ordersKeysByPatientThenVitalThenTime() {
    var first = SampleBytes.ofKey(new SampleKey("p1", Vital.HR, NOON));
    var later = SampleBytes.ofKey(new SampleKey("p1", Vital.HR, NOON.plusMillis(1)));
    var other = SampleBytes.ofKey(new SampleKey("p1", Vital.RR, Instant.EPOCH.minusMillis(1)));
    var longer = SampleBytes.ofKey(new SampleKey("p10", Vital.HR, Instant.EPOCH));

    assertThat(Arrays.compareUnsigned(first, later)).isNegative();
    assertThat(Arrays.compareUnsigned(later, other)).isNegative();
    assertThat(Arrays.compareUnsigned(other, longer)).isNegative();
  }

  @Test
  void ordersTimesBeforeTheEpochFirst() {
    var before = SampleBytes.ofKey(new SampleKey("p1", Vital.HR, Instant.EPOCH.minusMillis(1)));
    var after = SampleBytes.ofKey(new SampleKey("p1", Vital.HR, Instant.EPOCH));

    assertThat(Arrays.compareUnsigned(before, after)).isNegative();
  }

  @Test
  void refusesBytesThatAreNotASample() {
    assertThatThrownBy(() -> SampleBytes.toKey(new byte[3]))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> SampleBytes.toSample(new byte[0]))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
