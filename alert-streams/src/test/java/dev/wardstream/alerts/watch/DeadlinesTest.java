package dev.wardstream.alerts.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wardstream.alerts.watch.Deadlines.Due;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DeadlinesTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  private final Deadlines deadlines = new Deadlines();

  @Test
  void givesTheEarliestThatIsDue() {
    deadlines.set("anna", Optional.of(NOON.plusSeconds(2)));
    deadlines.set("bert", Optional.of(NOON.plusSeconds(1)));

    assertThat(deadlines.dueBy(NOON)).isEmpty();
    assertThat(deadlines.dueBy(NOON.plusSeconds(1))).contains(new Due(NOON.plusSeconds(1), "bert"));
    assertThat(deadlines.dueBy(NOON.plusSeconds(9))).contains(new Due(NOON.plusSeconds(1), "bert"));
  }

  @Test
  void keepsTwoPatientsWithTheSameDeadline() {
    deadlines.set("anna", Optional.of(NOON));
    deadlines.set("bert", Optional.of(NOON));
    deadlines.set("anna", Optional.empty());

    assertThat(deadlines.dueBy(NOON)).contains(new Due(NOON, "bert"));
  }

  @Test
  void movesADeadline() {
    deadlines.set("anna", Optional.of(NOON));
    deadlines.set("anna", Optional.of(NOON.plusSeconds(5)));

    assertThat(deadlines.dueBy(NOON.plusSeconds(4))).isEmpty();
    assertThat(deadlines.dueBy(NOON.plusSeconds(5))).contains(new Due(NOON.plusSeconds(5), "anna"));
  }

  @Test
  void forgets() {
    deadlines.set("anna", Optional.of(NOON));
    deadlines.clear();

    assertThat(deadlines.dueBy(NOON)).isEmpty();
    deadlines.set("anna", Optional.of(NOON));
    assertThat(deadlines.dueBy(NOON)).isPresent();
  }
}
