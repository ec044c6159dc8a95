package dev.wardstream.rules.outline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wardstream.clinical.rules.Adjustment;
import dev.wardstream.clinical.rules.ClockSkewRule;
import dev.wardstream.clinical.rules.Profiles;
import dev.wardstream.clinical.rules.RuleSet;
import dev.wardstream.rules.RandomRules;
import dev.wardstream.rules.document.Reading;
import dev.wardstream.rules.document.RuleReader;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RoundTripTest {
  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {20261122, 1, 2, 3})
  void everyRuleSetThatIsWrittenIsReadAsTheSame(long seed) {
    var random = new RandomRules(seed);
    for (int i = 0; i < 200; i++) {
      RuleSet rules = random.next();

      String text = RuleWriter.write(rules, "Somebody");

      assertThat(RuleReader.read("written.yaml", text))
          .as(text)
          .isInstanceOfSatisfying(
              Reading.Accepted.class,
              accepted -> {
                assertThat(accepted.document().rules()).isEqualTo(rules);
                assertThat(RuleWriter.write(accepted.document().rules(), "Somebody"))
                    .isEqualTo(text);
              });
    }
  }

  @Test
  void saysWhichRuleNoDocumentCanSay() {
    RuleSet rules = Profiles.HOME_RPM.withRules(List.of(new ClockSkewRule("SPO2_LOW")));

    assertThatThrownBy(() -> RuleWriter.write(rules, "x")).hasMessageContaining("SPO2_LOW");
  }

  @Test
  void saysWhichAdjustmentNoDocumentCanSay() {
    var ward =
        new Adjustment(Adjustment.Scope.WARD, "icu", List.of(new Adjustment.FamilyOff("SPO2_LOW")));
    RuleSet rules = Profiles.HOME_RPM.withAdjustments(List.of(ward, ward));

    assertThatThrownBy(() -> RuleWriter.write(rules, "x")).hasMessageContaining("icu twice");
  }
}
