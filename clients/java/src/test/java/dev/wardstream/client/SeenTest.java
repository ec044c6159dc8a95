package dev.wardstream.client;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SeenTest {
  private final Seen seen = new Seen();

  @Test
  void whatIsAtOrBelowTheHighestOffsetOfItsPartitionWasSeen() {
    assertThat(seen.add("vitals.readings/3/9")).isTrue();
    assertThat(seen.add("vitals.readings/3/9")).isFalse();
    assertThat(seen.add("vitals.readings/3/8")).isFalse();
    assertThat(seen.add("vitals.readings/3/10")).isTrue();
  }

  @Test
  void partitionsAndTopicsAreToldApart() {
    assertThat(seen.add("vitals.readings/3/9")).isTrue();
    assertThat(seen.add("vitals.readings/4/9")).isTrue();
    assertThat(seen.add("alerts.events/3/9")).isTrue();
  }

  @Test
  void aPositionOfAnUnknownFormIsAlwaysNew() {
    assertThat(seen.add("somewhere")).isTrue();
    assertThat(seen.add("somewhere")).isTrue();
  }
}
