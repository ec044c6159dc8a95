package dev.wardstream.clinical.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Map;
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

  @Test
  void ofTooManyRunsTheLowestIsForgotten() {
    SeenPuts seen = SeenPuts.NONE;
    for (int i = 0; i < SeenPuts.MAX_SPANS; i++) {
      seen = seen.with(1, 2L * i, 0);
    }
    assertThat(seen.contains(1, 0, 0)).isTrue();
    seen = seen.with(1, 1_000, 0);
    assertThat(seen.contains(1, 0, 0)).isFalse();
    assertThat(seen.contains(1, 2, 0)).isTrue();
    assertThat(seen.boots().getFirst().spans()).hasSize(SeenPuts.MAX_SPANS);
  }

  @Test
  void runsThatMeetAreOne() {
    SeenPuts seen = SeenPuts.NONE.with(1, 1, 0).with(1, 3, 0).with(1, 2, 0);
    assertThat(seen.boots().getFirst().spans()).containsExactly(new SeenPuts.Span(1, 3));
    seen = seen.with(1, 9, 0).with(1, 6, 0).with(1, 0, 0);
    assertThat(seen.boots().getFirst().spans())
        .containsExactly(new SeenPuts.Span(0, 3), new SeenPuts.Span(6, 6), new SeenPuts.Span(9, 9));
  }

  @Test
  void aBootIsForgottenADayAfterItWasHeardAndTheOldestOfTooMany() {
    SeenPuts seen = SeenPuts.NONE.with(1, 5, 0).with(2, 5, 1);
    assertThat(seen.with(2, 6, DAY).boots()).hasSize(2);
    assertThat(seen.with(2, 6, DAY + 1).boots()).hasSize(1);
    assertThat(seen.with(1, 6, DAY).contains(1, 5, DAY)).isTrue();
    assertThat(seen.with(1, 6, DAY + 1).contains(1, 5, DAY + 1)).isFalse();
    for (int boot = 3; boot <= 5; boot++) {
      seen = seen.with(boot, 5, boot);
    }
    assertThat(seen.boots()).extracting(SeenPuts.Boot::boot).containsExactly(2L, 3L, 4L, 5L);
    assertThat(seen.heardMillis()).isEqualTo(5);
    assertThat(SeenPuts.NONE.heardMillis()).isEqualTo(Long.MIN_VALUE);
  }

  @Test
  void ofTooManyDevicesTheOneUnheardForLongestIsForgotten() {
    Map<String, SeenPuts> devices = Map.of();
    for (int i = 0; i < SeenPuts.MAX_DEVICES; i++) {
      devices = heard(devices, "d" + i, i == 7 ? 0 : 10 + i);
    }
    assertThat(devices).hasSize(SeenPuts.MAX_DEVICES);
    devices = heard(devices, "d7", 99);
    devices = heard(devices, "new", 100);
    assertThat(devices).hasSize(SeenPuts.MAX_DEVICES).doesNotContainKey("d0").containsKey("d7");
    Map<String, SeenPuts> aDayLater = heard(devices, "late", DAY + 12);
    assertThat(aDayLater).doesNotContainKey("d1").containsKeys("d2", "late");
    assertThat(heard(devices, "late", DAY + 11)).doesNotContainKey("d1").containsKey("d2");
  }

  private static Map<String, SeenPuts> heard(Map<String, SeenPuts> seen, String device, long at) {
    SeenPuts known = seen.getOrDefault(device, SeenPuts.NONE);
    return SeenPuts.remember(seen, device, known.with(1, at, at), at);
  }
}
