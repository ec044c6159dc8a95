package dev.wardstream.rules.outline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wardstream.clinical.rules.Adjustment;
import dev.wardstream.clinical.rules.Profiles;
import dev.wardstream.clinical.vitals.Vital;
import java.util.List;
import org.junit.jupiter.api.Test;

class RuleSummaryTest {
  @Test
  void saysWhatEachLevelDoes() {
    assertThat(RuleSummary.of(Profiles.ADULT_CONTINUOUS))
        .contains(
            "SPO2_LOW     MEDIUM spo2 < 90 for 15s, 3 samples; cleared >= 92 for 15s, 3 samples",
            "SBP_HIGH     HIGH   sbp > 219, 1 sample; cleared <= 210, 1 sample",
            "HR_RISE      MEDIUM hr rise within 5m > 30, 2 samples; cleared <= 15, 2 samples",
            "SIGNAL_LOST  MEDIUM when rr is silent for 1m",
            "TIER_UP      HIGH unacknowledged: the next group after 1m, 3m")
        .hasSize(32);
  }

  @Test
  void namesWhatDiffersForAWard() {
    var icu =
        new Adjustment(
            Adjustment.Scope.WARD,
            "icu",
            List.of(
                new Adjustment.FamilyOff("QSOFA"), new Adjustment.SilenceChange(Vital.RR, null)));

    assertThat(RuleSummary.of(Profiles.HOME_RPM.withAdjustments(List.of(icu))))
        .last()
        .isEqualTo("ward icu differs in QSOFA (off), silence of rr");
  }
}
