package dev.wardstream.alerts.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wardstream.alerts.watch.Deadlines.Due;
import java.time.Instant;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class DeadlinesTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  private final Deadlines deadlines = new Deadlines();

  private static OptionalLong at(int second) {
    return OptionalLong.of(NOON.plusSeconds(second).toEpochMilli());
  }

  @Test
  void givesTheEarliestThatIsDue() {
    deadlines.set("anna", at(2));
    deadlines.set("bert", at(1));

    assertThat(deadlines.dueBy(NOON)).isEmpty();
    assertThat(deadlines.dueBy(NOON.plusSeconds(1))).contains(new Due(NOON.plusSeconds(1), "bert"));
    assertThat(deadlines.dueBy(NOON.plusSeconds(9))).contains(new Due(NOON.plusSeconds(1), "bert"));
  }

  @Test
  void keepsTwoPatientsWithTheSameDeadline() {
    deadlines.set("anna", at(0));
    deadlines.set("bert", at(0));
    deadlines.set("anna", OptionalLong.empty());

    assertThat(deadlines.dueBy(NOON)).contains(new Due(NOON, "bert"));
  }

  @Test
  void movesADeadline() {
    deadlines.set("anna", at(0));
    deadlines.set("anna", at(5));

    assertThat(deadlines.dueBy(NOON.plusSeconds(4))).isEmpty();
    assertThat(deadlines.dueBy(NOON.plusSeconds(5))).contains(new Due(NOON.plusSeconds(5), "anna"));
  }

  @Test
  void forgets() {
    deadlines.set("anna", at(0));
    deadlines.clear();

    assertThat(deadlines.dueBy(NOON)).isEmpty();
    deadlines.set("anna", at(0));
    assertThat(deadlines.dueBy(NOON)).isPresent();
  }

  @Test
  void looksAgainWhenTheOldTimeHasCome() {
    for (int second = 1; second <= 9; second++) {
      deadlines.set("anna", at(second));
    }
    deadlines.set("bert", at(7));

    assertThat(deadlines.dueBy(NOON.plusSeconds(8))).contains(new Due(NOON.plusSeconds(7), "bert"));
    deadlines.set("bert", OptionalLong.empty());
    assertThat(deadlines.dueBy(NOON.plusSeconds(8))).isEmpty();
    assertThat(deadlines.dueBy(NOON.plusSeconds(9))).contains(new Due(NOON.plusSeconds(9), "anna"));
  }

  @Test
  void takesADeadlineForwardAgain() {
    deadlines.set("anna", at(5));
    deadlines.set("anna", at(2));

    assertThat(deadlines.dueBy(NOON.plusSeconds(3))).contains(new Due(NOON.plusSeconds(2), "anna"));
    deadlines.set("anna", at(6));
    assertThat(deadlines.dueBy(NOON.plusSeconds(5))).isEmpty();
    assertThat(deadlines.dueBy(NOON.plusSeconds(6))).contains(new Due(NOON.plusSeconds(6), "anna"));
  }
}
