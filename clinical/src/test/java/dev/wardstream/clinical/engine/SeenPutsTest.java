package dev.wardstream.clinical.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SeenPutsTest {
  private static final long DAY = SeenPuts.MEMORY_MILLIS;

  @Test
  void aPutSentAgainAfterLaterOnesIsNotARepeatWhenItWasNeverSeen() {
    SeenPuts seen = SeenPuts.NONE.with(1, 5, 0).with(1, 7, 0);
    assertThat(seen.contains(1, 6, 0)).isFalse();
    assertThat(seen.with(1, 6, 0).contains(1, 6, 0)).isTrue();
    assertThat(seen.contains(1, 5, 0)).isTrue();
  }

  @Test
  void boundsOfLongDoNotOverflow() {
    SeenPuts seen = SeenPuts.NONE.with(1, Long.MAX_VALUE, 0).with(1, Long.MIN_VALUE, 0);
    assertThat(seen.contains(1, 0, 0)).isFalse();
    assertThat(seen.contains(1, Long.MIN_VALUE, 0)).isTrue();
    assertThat(seen.boots().getFirst().spans()).hasSize(2);
  }

  @Test
  void aRepeatIsRecognisedForADayAndForgottenAfter() {
    SeenPuts seen = SeenPuts.NONE.with(1, 5, 0);
    assertThat(seen.contains(1, 5, DAY)).isTrue();
    assertThat(seen.contains(1, 5, DAY + 1)).isFalse();
  }

  @Test
  void aNewBootCountsAnew() {
    SeenPuts seen = SeenPuts.NONE.with(1, 5, 0);
    assertThat(seen.contains(2, 5, 0)).isFalse();
    assertThat(seen.with(2, 5, 0).contains(1, 5, 0)).isTrue();
  }

  @Test
  void spaceIsBounded() {
    SeenPuts seen = SeenPuts.NONE;
    for (int i = 0; i < 1000; i++) {
      seen = seen.with(i % 7, i * 10L, i);
    }
    assertThat(seen.boots()).hasSizeLessThanOrEqualTo(SeenPuts.MAX_BOOTS);
    assertThat(seen.boots())
        .allSatisfy(boot -> assertThat(boot.spans()).hasSizeLessThanOrEqualTo(SeenPuts.MAX_SPANS));
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void sameAsASetWhileItFits(long seed) {
    Random random = new Random(seed);
    Set<Long> reference = new HashSet<>();
    SeenPuts seen = SeenPuts.NONE;
    for (int i = 0; i < 300; i++) {
      long seq = random.nextInt(60);
      assertThat(seen.contains(1, seq, i)).isEqualTo(reference.contains(seq));
      seen = seen.with(1, seq, i);
      reference.add(seq);
    }
  }
}
