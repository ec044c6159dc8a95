package dev.wardstream.alerts.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wardstream.alerts.association.DeviceIntervals;
import dev.wardstream.alerts.watch.Input;
import dev.wardstream.clinical.vitals.Association;
import dev.wardstream.clinical.vitals.Vital;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.junit.jupiter.api.Test;

class KeepingTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final List<Association> INTERVALS =
      List.of(
          new Association("p1", NOON, NOON.plusSeconds(60), Set.of(Vital.HR, Vital.SPO2)),
          new Association("p2", NOON.plusSeconds(60), null, Set.of()));

  @Test
  void givesBackTheIntervalsOfADevice() {
    var intervals = new DeviceIntervals(INTERVALS);

    assertThat(thereAndBack(Keeping.intervals(), intervals)).isEqualTo(intervals);
  }

  @Test
  void givesBackWhatIsSentToAPatient() {
    var input = new Input.DeviceAssociated("mon-7", INTERVALS);

    assertThat(thereAndBack(Keeping.associated(), input)).isEqualTo(input);
  }

  @Test
  void blamesNoInputForBytesThatCannotBeReadBack() {
    var deserializer = Keeping.intervals().deserializer();

    assertThatThrownBy(() -> deserializer.deserialize("store", new byte[] {99}))
        .isInstanceOf(ProcessorStateException.class);
    assertThatThrownBy(() -> deserializer.deserialize("store", new byte[] {1, 0}))
        .isInstanceOf(ProcessorStateException.class);
  }

  private static <T> T thereAndBack(Serde<T> serde, T value) {
    return serde.deserializer().deserialize("store", serde.serializer().serialize("store", value));
  }
}
