package dev.wardstream.desk.timelines;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wardstream.clinical.alerts.AlertEventType;
import dev.wardstream.clinical.rules.Severity;
import dev.wardstream.clinical.scenario.Scenario.Told;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DifferenceTest {
  @ParameterizedTest(name = "{0} against {1}")
  @CsvSource({
    "'', '', ''",
    "abc, abc, ' a b c'",
    "abc, abxc, ' a b+x c'",
    "abxc, abc, ' a b-x c'",
    "abc, axc, ' a-b+x c'",
    "abcd, xbcy, '-a+x b c-d+y'",
    "ab, '', '-a-b'",
    "'', ab, '+a+b'",
    "aab, ab, ' a-a b'",
  })
  void showsAsManyEqualEventsAsThereAre(String expected, String actual, String lines) {
    var shown =
        Difference.of(events(expected), events(actual)).stream()
            .map(line -> line.where().sign() + line.event().family())
            .collect(Collectors.joining());
    assertThat(shown).isEqualTo(lines);
  }

  @Test
  void notesAndTimesMakeADifference() {
    var event = events("a").getFirst();
    var latched =
        new Told(
            event.emittedAt(),
            event.type(),
            event.family(),
            event.level(),
            event.eventTime(),
            Set.of("latched"));
    assertThat(Difference.of(List.of(event), List.of(latched))).hasSize(2);
  }

  @Test
  void aHugeDifferenceIsShownWithoutAHugeTable() {
    var expected = IntStream.range(0, 3000).mapToObj(i -> event("e" + i)).toList();
    var actual = IntStream.range(0, 3000).mapToObj(i -> event("a" + i)).toList();
    assertThat(Difference.of(expected, actual)).hasSize(6000);
  }

  @Test
  void notesComeInAFixedOrder() {
    assertThat(Notes.joined(Set.of("latched", "total=1"))).isEqualTo("total=1,latched");
    assertThat(Notes.joined(Set.of("other", "annunciated", "occurrence=2", "tier=1")))
        .isEqualTo("tier=1,occurrence=2,annunciated,other");
    assertThat(Notes.joined(Set.of())).isEmpty();
  }

  private static List<Told> events(String families) {
    return families.chars().mapToObj(family -> event(Character.toString(family))).toList();
  }

  private static Told event(String family) {
    return new Told(
        Seconds.ZERO, AlertEventType.RAISED, family, Severity.LOW, Seconds.ZERO, Set.of());
  }
}
