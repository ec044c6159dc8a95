package dev.wardstream.alerts.horizon;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class HorizonTrackerTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final Duration MARGIN = Duration.ofMillis(500);
  private static final Duration GRACE = Duration.ofSeconds(15);
  private static final Instant AWAKE = NOON.plus(GRACE);
  private static final TopicPartition READINGS = new TopicPartition("readings", 3);
  private static final TopicPartition ACTIONS = new TopicPartition("actions", 3);
  private static final TopicPartition UPSTREAM = new TopicPartition("associations", 0);

  private final HorizonTracker tracker =
      new HorizonTracker(
          Set.of("associations"), new HorizonTracker.Limits(MARGIN, Duration.ofSeconds(5), GRACE));

  /** Looks every second for the whole grace, so that what follows is judged. */
  private void passTheGrace(Map<TopicPartition, Long> processed, Map<TopicPartition, Long> ends) {
    for (var at = NOON; at.isBefore(AWAKE); at = at.plusSeconds(1)) {
      assertThat(tracker.observe(at, processed, ends).values()).allMatch(Instant.EPOCH::equals);
    }
  }

  private static Map<TopicPartition, Long> at(long readings, long actions, long upstream) {
    return new HashMap<>(Map.of(READINGS, readings, ACTIONS, actions, UPSTREAM, upstream));
  }

  @Test
  void isKnownAtOnceWhereAllIsProcessed() {
    passTheGrace(at(7, 1, 2), at(7, 1, 2));

    assertThat(tracker.observe(AWAKE, at(7, 1, 2), at(7, 1, 2)))
        .containsEntry(3, AWAKE.minus(MARGIN));
  }

  @Test
  void isKnownForAPartitionThatNeverHeldAnything() {
    passTheGrace(Map.of(), at(0, 0, 0));

    assertThat(tracker.observe(AWAKE, Map.of(), at(0, 0, 0))).containsEntry(3, AWAKE.minus(MARGIN));
  }

  @Test
  void waitsForTheBacklogThatHadArrivedByThen() {
    passTheGrace(at(0, 0, 0), at(600, 0, 0));

    assertThat(tracker.observe(AWAKE, at(0, 0, 0), at(600, 0, 0))).containsEntry(3, Instant.EPOCH);
    assertThat(tracker.observe(AWAKE.plusSeconds(1), at(599, 0, 0), at(610, 0, 0)))
        .containsEntry(3, Instant.EPOCH);
    assertThat(tracker.observe(AWAKE.plusSeconds(2), at(605, 0, 0), at(620, 0, 0)))
        .containsEntry(3, AWAKE.minus(MARGIN));
  }

  @Test
  void waitsForActionsToo() {
    passTheGrace(at(5, 0, 0), at(5, 1, 0));

    assertThat(tracker.observe(AWAKE, at(5, 0, 0), at(5, 1, 0))).containsEntry(3, Instant.EPOCH);
  }

  @Test
  void waitsForUpstreamBeforeItLooksAtTheEnds() {
    passTheGrace(at(5, 0, 0), at(5, 0, 1));

    assertThat(tracker.observe(AWAKE, at(5, 0, 0), at(5, 0, 1))).containsEntry(3, Instant.EPOCH);
    assertThat(tracker.observe(AWAKE.plusSeconds(1), at(5, 0, 1), at(5, 0, 1)))
        .containsEntry(3, AWAKE.plusSeconds(1).minus(MARGIN));
  }

  @Test
  void isHeldForTheGraceAfterAnOutage() {
    passTheGrace(at(7, 0, 0), at(7, 0, 0));
    tracker.observe(AWAKE, at(7, 0, 0), at(7, 0, 0));
    var back = AWAKE.plusSeconds(6);

    assertThat(tracker.observe(back, at(7, 0, 0), at(7, 0, 0)))
        .containsEntry(3, AWAKE.minus(MARGIN));
    assertThat(tracker.holding(back)).isTrue();
    var later = back;
    while (later.isBefore(back.plus(GRACE))) {
      later = later.plusSeconds(3);
      tracker.observe(later, at(7, 0, 0), at(7, 0, 0));
    }
    assertThat(tracker.observe(later, at(7, 0, 0), at(7, 0, 0)))
        .containsEntry(3, later.minus(MARGIN));
  }

  @Test
  void isHeldWhenTheClockIsSetBack() {
    passTheGrace(at(7, 0, 0), at(7, 0, 0));
    tracker.observe(AWAKE, at(7, 0, 0), at(7, 0, 0));

    assertThat(tracker.observe(AWAKE.minusSeconds(3600), at(7, 0, 0), at(7, 0, 0)))
        .containsEntry(3, AWAKE.minus(MARGIN));
    assertThat(tracker.holding(AWAKE.minusSeconds(3600))).isTrue();
  }

  @Test
  void remembersABoundedNumberOfMarksAndStillComesToTheNewest() {
    passTheGrace(at(0, 0, 0), at(0, 0, 0));
    var at = AWAKE;
    for (long end = 1; end <= 1000; end++) {
      at = AWAKE.plusSeconds(end);
      tracker.observe(at, at(0, 0, 0), at(end, 0, 0));
    }

    assertThat(tracker.observe(at.plusSeconds(1), at(1000, 0, 0), at(1000, 0, 0)))
        .containsEntry(3, at.plusSeconds(1).minus(MARGIN));
  }
}
