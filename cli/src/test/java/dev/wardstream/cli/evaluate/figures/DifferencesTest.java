package dev.wardstream.cli.evaluate.figures;

import static dev.wardstream.clinical.rules.Severity.HIGH;
import static dev.wardstream.clinical.rules.Severity.MEDIUM;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wardstream.cli.evaluate.cohort.Outcome;
import dev.wardstream.cli.evaluate.cohort.Span;
import dev.wardstream.cli.evaluate.figures.Differences.Kind;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DifferencesTest {
  private static Case of(String id, Stretch... stretches) {
    return new Case(
        id,
        List.of(new Span(0, 1000)),
        Outcome.NONE,
        new Chart(List.of(), List.of(stretches), Map.of()));
  }

  private static Differences between(List<Stretch> a, List<Stretch> b) {
    return Differences.between(
        List.of(of("p", a.toArray(Stretch[]::new))), List.of(of("p", b.toArray(Stretch[]::new))));
  }

  @Test
  void theSameIsTheSame() {
    var both = List.of(new Stretch("F", MEDIUM, 1, 2), new Stretch("F", HIGH, 2, 9));
    var differences = between(both, both);
    assertThat(differences.total()).isZero();
    assertThat(differences.counts()).containsEntry(Kind.SAME, 1L);
  }

  @Test
  void everyKindByHand() {
    var a =
        List.of(
            new Stretch("F", MEDIUM, 0, 10), // B begins at 5
            new Stretch("F", MEDIUM, 20, 30), // B reaches HIGH
            new Stretch("F", MEDIUM, 40, 50), // B both
            new Stretch("F", HIGH, 60, 70), // B ends as it begins: nothing in common
            new Stretch("G", HIGH, 80, Stretch.OPEN)); // B likewise
    var b =
        List.of(
            new Stretch("F", MEDIUM, 5, 10),
            new Stretch("F", MEDIUM, 20, 25),
            new Stretch("F", HIGH, 25, 30),
            new Stretch("F", HIGH, 41, 50),
            new Stretch("F", HIGH, 70, 75),
            new Stretch("H", HIGH, 60, 70),
            new Stretch("G", HIGH, 80, Stretch.OPEN));
    var differences = between(a, b);
    assertThat(differences.counts())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                Kind.SAME, 1L,
                Kind.ONLY_A, 1L,
                Kind.ONLY_B, 2L,
                Kind.OTHER_TIME, 1L,
                Kind.OTHER_SEVERITY, 1L,
                Kind.OTHER_TIME_AND_SEVERITY, 1L));
    assertThat(differences.all())
        .extracting(Differences.Difference::kind)
        .containsExactly(
            Kind.OTHER_TIME,
            Kind.OTHER_SEVERITY,
            Kind.OTHER_TIME_AND_SEVERITY,
            Kind.ONLY_A,
            Kind.ONLY_B,
            Kind.ONLY_B);
    assertThat(differences.all().get(1).b()).isEqualTo(new Episode("F", HIGH, 20, 30));
  }

  @Test
  void aLongOneMeetsOnlyTheFirstOfTwoShortOnes() {
    var differences =
        between(
            List.of(new Stretch("F", HIGH, 0, 100)),
            List.of(new Stretch("F", HIGH, 10, 20), new Stretch("F", HIGH, 30, 40)));
    assertThat(differences.all())
        .extracting(Differences.Difference::kind)
        .containsExactly(Kind.OTHER_TIME, Kind.ONLY_B);
  }
}
