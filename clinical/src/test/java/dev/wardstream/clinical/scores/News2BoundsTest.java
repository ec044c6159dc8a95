package dev.wardstream.clinical.scores;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wardstream.clinical.scores.News2Score.Bounds;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every incomplete set, one value for each row of the chart: its bounds hold for all its
 * completions, and nothing narrower would.
 */
class News2BoundsTest {
  private static final Map<Component, List<String>> ROWS =
      Map.of(
          Component.RR, List.of("16", "10", "22", "25"),
          Component.SPO2, List.of("83", "85", "87", "90", "94", "95", "97"),
          Component.O2, List.of("0", "1"),
          Component.SBP, List.of("120", "105", "95", "90"),
          Component.PULSE, List.of("70", "95", "120", "131"),
          Component.ACVPU, List.of("A", "C"),
          Component.TEMP, List.of("37.0", "36.0", "39.1", "35.0"));

  private static final List<Component> COMPONENTS = List.of(Component.values());

  private final Map<Component, String> values = new EnumMap<>(Component.class);
  private int incomplete;

  @ParameterizedTest(name = "scale 2: {0}")
  @ValueSource(booleans = {false, true})
  void boundsHoldForEveryCompletionAndAreTight(boolean scale2) {
    enumerate(0, scale2);
    assertThat(incomplete).isEqualTo(5 * 8 * 3 * 5 * 5 * 3 * 5 - 4 * 7 * 2 * 4 * 4 * 2 * 4);
  }

  private void enumerate(int next, boolean scale2) {
    if (next == COMPONENTS.size()) {
      check(scale2);
      return;
    }
    Component component = COMPONENTS.get(next);
    for (String row : rows(component)) {
      values.put(component, row);
      enumerate(next + 1, scale2);
    }
    values.remove(component);
    enumerate(next + 1, scale2);
  }

  /**
   * The bounds of a set are those of all sets that have one value more. Those are checked in the
   * same way, down to the complete ones, so that in the end the bounds are those of all
   * completions.
   */
  private void check(boolean scale2) {
    Component missing =
        COMPONENTS.stream().filter(each -> !values.containsKey(each)).findFirst().orElse(null);
    if (missing == null) {
      assertThat(bounds(scale2).totalMin()).isEqualTo(bounds(scale2).totalMax());
      return;
    }
    incomplete++;
    Bounds stated = bounds(scale2);
    Bounds reached = null;
    for (String row : rows(missing)) {
      values.put(missing, row);
      Bounds bounds = bounds(scale2);
      reached = reached == null ? bounds : union(reached, bounds);
    }
    values.remove(missing);
    assertThat(stated).as("bounds of %s", values).isEqualTo(reached);
  }

  private static List<String> rows(Component component) {
    return Objects.requireNonNull(ROWS.get(component));
  }

  private Bounds bounds(boolean scale2) {
    News2Score score = News2.score(ObservationSets.of(values, scale2, Applicability.ADULT));
    return Objects.requireNonNull(score.bounds());
  }

  private static Bounds union(Bounds one, Bounds other) {
    return new Bounds(
        Math.min(one.totalMin(), other.totalMin()),
        Math.max(one.totalMax(), other.totalMax()),
        one.bandMin().compareTo(other.bandMin()) <= 0 ? one.bandMin() : other.bandMin(),
        one.bandMax().compareTo(other.bandMax()) >= 0 ? one.bandMax() : other.bandMax());
  }
}
