package dev.wardstream.alerts.association;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wardstream.alerts.watch.Input.DeviceAssociated;
import dev.wardstream.clinical.vitals.Association;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DeviceIntervalsTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final Association ANNA = new Association("anna", NOON, null, Set.of());
  private static final Association ANNA_ENDED =
      new Association("anna", NOON, NOON.plusSeconds(60), Set.of());
  private static final Association BERT =
      new Association("bert", NOON.plusSeconds(60), null, Set.of());

  private static DeviceIntervals of(Association... intervals) {
    return new DeviceIntervals(List.of(intervals));
  }

  @Test
  void tellsTheFirstPatient() {
    assertThat(of(ANNA).changes(DeviceIntervals.NONE, "mon"))
        .containsOnly(Map.entry("anna", new DeviceAssociated("mon", List.of(ANNA))));
  }

  @Test
  void tellsBothWhenADeviceIsHandedOn() {
    assertThat(of(ANNA_ENDED, BERT).changes(of(ANNA), "mon"))
        .containsOnly(
            Map.entry("anna", new DeviceAssociated("mon", List.of(ANNA_ENDED))),
            Map.entry("bert", new DeviceAssociated("mon", List.of(BERT))));
  }

  @Test
  void tellsAPatientWhoIsNamedNoMore() {
    assertThat(of(BERT).changes(of(ANNA_ENDED, BERT), "mon"))
        .containsOnly(Map.entry("anna", new DeviceAssociated("mon", List.of())));
  }

  @Test
  void tellsNobodyWhenNothingChanged() {
    assertThat(of(ANNA, BERT).changes(of(ANNA, BERT), "mon")).isEmpty();
  }
}
