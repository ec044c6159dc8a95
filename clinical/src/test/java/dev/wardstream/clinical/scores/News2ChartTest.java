package dev.wardstream.clinical.scores;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Every row of RCP 2017, Chart 1, value by value, so that both edges of each are met. */
class News2ChartTest {
  @ParameterizedTest(name = "{0} to {1} /min: {2}")
  @CsvSource({"0, 8, 3", "9, 11, 1", "12, 20, 0", "21, 24, 2", "25, 120, 3"})
  void respiration(int from, int to, int points) {
    assertRow(News2Chart::respiration, from, to, points);
  }

  @ParameterizedTest(name = "{0} to {1} % on scale 1: {2}")
  @CsvSource({"1, 91, 3", "92, 93, 2", "94, 95, 1", "96, 100, 0"})
  void saturationOnScale1OnAirAndOnOxygen(int from, int to, int points) {
    assertRow(percent -> News2Chart.saturation(percent, false, false), from, to, points);
    assertRow(percent -> News2Chart.saturation(percent, false, true), from, to, points);
  }

  @ParameterizedTest(name = "{0} to {1} % on scale 2, air: {2}")
  @CsvSource({"1, 83, 3", "84, 85, 2", "86, 87, 1", "88, 92, 0", "93, 100, 0"})
  void saturationOnScale2OnAir(int from, int to, int points) {
    assertRow(percent -> News2Chart.saturation(percent, true, false), from, to, points);
  }

  @ParameterizedTest(name = "{0} to {1} % on scale 2, oxygen: {2}")
  @CsvSource({
    "1, 83, 3",
    "84, 85, 2",
    "86, 87, 1",
    "88, 92, 0",
    "93, 94, 1",
    "95, 96, 2",
    "97, 100, 3"
  })
  void saturationOnScale2OnOxygen(int from, int to, int points) {
    assertRow(percent -> News2Chart.saturation(percent, true, true), from, to, points);
  }

  @ParameterizedTest(name = "{0} to {1} % with oxygen unknown: {2} to {3}")
  @CsvSource({
    "84, 85, 2, 2",
    "86, 87, 1, 1",
    "88, 92, 0, 0",
    "93, 94, 0, 1",
    "95, 96, 0, 2",
    "97, 100, 0, 3"
  })
  void saturationOnScale2IsBoundedWhereOxygenIsUnknown(int from, int to, int least, int most) {
    for (int percent = from; percent <= to; percent++) {
      assertThat(News2Chart.saturationAtLeast(percent, true)).as("%d %%", percent).isEqualTo(least);
      assertThat(News2Chart.saturationAtMost(percent, true)).as("%d %%", percent).isEqualTo(most);
      assertThat(News2Chart.saturationNeedsOxygen(percent, true))
          .as("%d %%", percent)
          .isEqualTo(least < most);
    }
  }

  @Test
  void saturationOnScale1NeverNeedsOxygen() {
    for (int percent = 1; percent <= 100; percent++) {
      int points = News2Chart.saturation(percent, false, false);
      assertThat(News2Chart.saturationNeedsOxygen(percent, false)).isFalse();
      assertThat(News2Chart.saturationAtLeast(percent, false)).isEqualTo(points);
      assertThat(News2Chart.saturationAtMost(percent, false)).isEqualTo(points);
    }
  }

  @Test
  void oxygenIsTwoAndNeverRed() {
    assertThat(News2Chart.oxygen(true)).isEqualTo(2).isLessThan(News2Chart.RED);
    assertThat(News2Chart.oxygen(false)).isZero();
  }

  @ParameterizedTest(name = "{0} to {1} mmHg: {2}")
  @CsvSource({"0, 90, 3", "91, 100, 2", "101, 110, 1", "111, 219, 0", "220, 300, 3"})
  void systolic(int from, int to, int points) {
    assertRow(News2Chart::systolic, from, to, points);
  }

  @ParameterizedTest(name = "{0} to {1} /min: {2}")
  @CsvSource({"0, 40, 3", "41, 50, 1", "51, 90, 0", "91, 110, 1", "111, 130, 2", "131, 300, 3"})
  void pulse(int from, int to, int points) {
    assertRow(News2Chart::pulse, from, to, points);
  }

  @ParameterizedTest
  @EnumSource
  void onlyAlertScoresNothing(Acvpu level) {
    assertThat(News2Chart.consciousness(level)).isEqualTo(level == Acvpu.A ? 0 : 3);
  }

  @ParameterizedTest(name = "{0} to {1} tenths: {2}")
  @CsvSource({"250, 350, 3", "351, 360, 1", "361, 380, 0", "381, 390, 1", "391, 450, 2"})
  void temperature(int from, int to, int points) {
    assertRow(News2Chart::temperature, from, to, points);
  }

  @ParameterizedTest(name = "total {0}, red {1}: {2}, {3}")
  @CsvSource({
    "0, 0, false, LOW, 12H",
    "1, 4, false, LOW, 4_6H",
    "3, 4, true, LOW_MEDIUM, 1H",
    "5, 6, false, MEDIUM, 1H",
    "5, 6, true, MEDIUM, 1H",
    "7, 20, false, HIGH, CONTINUOUS",
    "7, 20, true, HIGH, CONTINUOUS"
  })
  void bandsAndMonitoring(int from, int to, boolean red, Band band, String monitoring) {
    for (int total = from; total <= to; total++) {
      assertThat(Band.of(total, red)).as("total %d", total).isEqualTo(band);
      assertThat(Monitoring.of(total, red).label()).as("total %d", total).isEqualTo(monitoring);
    }
  }

  @Test
  void noParameterEverHasMorePointsThanItsMaximumAndEachCanHaveThem() {
    int sum = 0;
    for (Component component : Component.values()) {
      sum += component.max();
    }
    assertThat(sum).as("RCP 2017: aggregates run from 0 to 20").isEqualTo(20);
    assertThat(Component.O2.max()).isEqualTo(News2Chart.oxygen(true));
  }

  private static void assertRow(IntUnaryOperator chart, int from, int to, int points) {
    for (int value = from; value <= to; value++) {
      assertThat(chart.applyAsInt(value)).as("value %d", value).isEqualTo(points);
    }
  }
}
