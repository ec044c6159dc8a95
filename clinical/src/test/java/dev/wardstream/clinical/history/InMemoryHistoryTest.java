package dev.wardstream.clinical.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wardstream.clinical.vitals.Vital;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Samples added, taken back and forgotten at random, beside a sorted map. */
class InMemoryHistoryTest {
  private final InMemoryHistory history = new InMemoryHistory();
  private final TreeMap<Long, Sample> model = new TreeMap<>();

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void keepsWhatASortedMapKeeps(long seed) {
    var random = new Random(seed);
    for (int step = 0; step < 3_000; step++) {
      long now = step;
      long time = now / 4 + random.nextInt(60);
      switch (random.nextInt(8)) {
        case 0 -> remove(time);
        case 1 -> forget(now / 4 - random.nextInt(20));
        default -> add(time, random.nextInt(100));
      }
      long from = now / 4 - 10;
      long to = from + random.nextInt(80);
      assertThat(history.between(Vital.HR, from, to))
          .isEqualTo(List.copyOf(model.subMap(from, true, to, true).values()));
      assertThat(history.contains(Vital.HR, time)).isEqualTo(model.containsKey(time));
      assertThat(history.size()).isEqualTo(model.size());
    }
  }

  private void add(long time, long value) {
    var sample = new Sample(time, value, new Position((int) (time % 5), time * 7));
    if (model.containsKey(time)) {
      assertThatThrownBy(() -> history.add(Vital.HR, sample))
          .isInstanceOf(IllegalArgumentException.class);
    } else {
      history.add(Vital.HR, sample);
      model.put(time, sample);
    }
  }

  private void remove(long time) {
    history.remove(Vital.HR, time);
    model.remove(time);
  }

  private void forget(long before) {
    history.purge(Vital.HR, before);
    model.headMap(before).clear();
  }

  @Test
  void whereNothingIsKeptNothingIs() {
    assertThat(SampleHistory.NONE.contains(Vital.HR, 0)).isFalse();
    assertThat(SampleHistory.NONE.between(Vital.HR, 0, 1)).isEmpty();
  }
}
