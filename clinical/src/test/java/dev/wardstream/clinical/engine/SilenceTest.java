package dev.wardstream.clinical.engine;

import static dev.wardstream.clinical.engine.Bedside.at;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wardstream.clinical.rules.Profiles;
import dev.wardstream.clinical.rules.TierClock;
import dev.wardstream.clinical.vitals.Association;
import dev.wardstream.clinical.vitals.Vital;
import java.util.HexFormat;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What somebody observed is no signal that could be lost, or found again. */
class SilenceTest {
  private static final String LOST = "SIGNAL_LOST:HR";

  private final Bedside bed = new Bedside(Profiles.ADULT_CONTINUOUS.withTiers(TierClock.OFF));

  @Test
  void aRoundBeginsNoClock() {
    bed.put("nurse", 0, observed(Vital.HR, "70", 0));
    bed.tick(3600);
    assertThat(bed.told(LOST)).isEmpty();
  }

  @Test
  void aRoundBeginsNoClockBesideAMonitorThatDoesNotExpectIt() {
    associate(Set.of(Vital.SPO2));
    bed.put("nurse", 10, observed(Vital.HR, "70", 10));
    bed.tick(3600);
    assertThat(bed.told(LOST)).isEmpty();
  }

  @Test
  void aRoundDoesNotHideThatTheMonitorIsSilent() {
    bed.put(0, Vital.HR, "70");
    bed.put("nurse", 29, observed(Vital.HR, "72", 29));
    bed.tick(30);
    assertThat(bed.told(LOST)).containsExactly("30 RAISED MEDIUM");
    bed.put("nurse", 40, observed(Vital.HR, "72", 40));
    assertThat(bed.told(LOST)).hasSize(1);
    bed.put(50, Vital.HR, "71");
    assertThat(bed.told(LOST)).containsExactly("30 RAISED MEDIUM", "50 CLEARED NONE");
  }

  @Test
  void aSetOfAnAssociatedDeviceIsItsSignal() {
    associate(Set.of(Vital.HR));
    bed.put("monitor", 20, observed(Vital.HR, "70", 20));
    bed.tick(49);
    assertThat(bed.told(LOST)).isEmpty();
    bed.tick(50);
    assertThat(bed.told(LOST)).containsExactly("50 RAISED MEDIUM");
    bed.put("monitor", 60, observed(Vital.HR, "70", 60));
    assertThat(bed.told(LOST)).containsExactly("50 RAISED MEDIUM", "60 CLEARED NONE");
  }

  /** Written before the newest sample and the newest signal were two things. */
  @Test
  void inBytesOfVersion2EverySampleIsASignal() {
    String often =
        "02d093c891f866020e6d6f6e69746f720202d093c891f866020204040001d00f01d00f9802d00f0e6d6f"
            + "6e69746f720002d00fd00f980201b0fb8d1c02010198020098020098020098020203010001008403000e"
            + "6d6f6e69746f72000001b0fb8d1c0201018403008403d00f8403d00f840304000100000000000000000000000000";
    String rarely =
        "020000000000000000000000ffffffffffffffffff01010002d4fb3b000100010000010000010002d4fb3b0001000000000000000000";
    Patient patient =
        StateCodec.decode("P1", HexFormat.of().parseHex(often), HexFormat.of().parseHex(rarely));
    assertThat(patient.series(Vital.HR).heard).isEqualTo(at(0).toEpochMilli());
    assertThat(patient.series(Vital.SPO2).heard).isEqualTo(at(1).toEpochMilli());
    assertThat(patient.series(Vital.SPO2).latestValue).isEqualTo(97_000_000);
  }

  private void associate(Set<Vital> expects) {
    bed.associate(0, "monitor", new Association("P1", at(0), null, expects));
  }

  private static Reading observed(Vital vital, String value, double seconds) {
    return new Reading(vital, value, null, at(seconds), Reading.Status.FINAL, "round-1");
  }
}
