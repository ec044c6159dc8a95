package dev.wardstream.clinical.engine;

import static dev.wardstream.clinical.engine.Bedside.at;
import static dev.wardstream.clinical.engine.Bedside.reading;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wardstream.clinical.rules.Profiles;
import dev.wardstream.clinical.rules.TierClock;
import dev.wardstream.clinical.vitals.Vital;
import dev.wardstream.clinical.windows.VitalWindow;
import dev.wardstream.clinical.windows.VitalWindow.Size;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Windows of random samples, late ones and corrections among them, beside a naive count. */
class WindowsTest {
  private static final int END = 9_000;
  private static final int LATE = 299;

  private final Bedside bed = new Bedside(Profiles.HOME_RPM.withTiers(TierClock.OFF));
  private final NavigableMap<Instant, BigDecimal> samples = new TreeMap<>();

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void sayWhatANaiveCountSays(long seed) {
    var random = new Random(seed);
    for (int now = 0; now < END; now += 1 + random.nextInt(random.nextInt(5) == 0 ? 250 : 40)) {
      put(now, now, random);
      if (random.nextInt(3) == 0) {
        put(now, Math.max(now - random.nextInt(LATE), 0), random);
      }
      if (random.nextInt(4) == 0) {
        correct(now, random);
      }
    }
    bed.put(END + 7_200, Vital.TEMP, "37");

    for (var size : Size.values()) {
      published(size).forEach(this::requireOrderly);
      assertThat(finals(size)).as("what is final comes in order").isSorted();
      var naive = byWindow(size);
      naive.forEach((start, values) -> requireSame(newest(size, start), size, start, values));
    }
  }

  private void put(int now, int time, Random random) {
    var value = random.nextInt(5) == 0 ? "37" : "36." + random.nextInt(100);
    var step = bed.put(now, reading(Vital.TEMP, value, time));
    if (step.dispositions().getFirst() == Disposition.ACCEPTED) {
      samples.put(at(time), new BigDecimal(value));
    }
  }

  private void correct(int now, Random random) {
    var near = List.copyOf(samples.tailMap(at(now - LATE)).keySet());
    var time = near.get(random.nextInt(near.size()));
    var value = "38." + random.nextInt(10);
    bed.put(now, new Reading(Vital.TEMP, value, null, time, Reading.Status.CORRECTED, null));
    samples.put(time, new BigDecimal(value));
  }

  private List<Instant> finals(Size size) {
    return bed.windows.stream()
        .filter(window -> window.size() == size && window.isFinal())
        .map(VitalWindow::start)
        .toList();
  }

  private Map<Instant, List<VitalWindow>> published(Size size) {
    return bed.windows.stream()
        .filter(window -> window.size() == size)
        .collect(groupingBy(VitalWindow::start, TreeMap::new, toList()));
  }

  private VitalWindow newest(Size size, Instant start) {
    return bed.windows.stream()
        .filter(window -> window.size() == size && window.start().equals(start))
        .reduce((_, newer) -> newer)
        .orElseThrow(() -> new AssertionError("nothing published of " + start));
  }

  private Map<Instant, NavigableMap<Instant, BigDecimal>> byWindow(Size size) {
    var windows = new TreeMap<Instant, NavigableMap<Instant, BigDecimal>>();
    samples.forEach((time, value) -> {
      var start = Instant.ofEpochMilli(size.startOf(time.toEpochMilli()));
      windows.computeIfAbsent(start, _ -> new TreeMap<>()).put(time, value);
    });
    return windows;
  }

  /** Revisions count from 0 without a hole; what is of one revision says one thing. */
  private void requireOrderly(Instant start, List<VitalWindow> revisions) {
    for (int i = 0; i < revisions.size(); i++) {
      var window = revisions.get(i);
      boolean last = i == revisions.size() - 1;
      assertThat(window.isFinal()).as("%s", window).isEqualTo(last && !start.isAfter(at(END)));
      if (i == 0) {
        assertThat(window.revision()).isZero();
      } else {
        var before = revisions.get(i - 1);
        boolean same = content(window).equals(content(before));
        assertThat(window.revision() - before.revision()).as("%s", window).isIn(0, 1);
        assertThat(same || window.revision() > before.revision()).as("%s", window).isTrue();
      }
    }
  }

  private static List<Object> content(VitalWindow window) {
    return List.of(
        window.count(), window.mean(), window.min(), window.max(), window.first(), window.last());
  }

  private static void requireSame(
      VitalWindow window, Size size, Instant start, NavigableMap<Instant, BigDecimal> values) {
    Collection<BigDecimal> all = values.values();
    int places = all.stream().mapToInt(value -> value.stripTrailingZeros().scale()).max().orElse(0);
    var mean =
        all.stream()
            .reduce(BigDecimal.ZERO, BigDecimal::add)
            .divide(BigDecimal.valueOf(all.size()), Math.max(places, 0) + 2, RoundingMode.HALF_UP);
    long part = size.length().toMillis() / 60;
    long covered =
        values.keySet().stream()
            .map(time -> (time.toEpochMilli() - start.toEpochMilli()) / part)
            .distinct()
            .count();
    assertThat(window.count()).as("%s", window).isEqualTo(all.size());
    assertThat(window.min()).isEqualTo(plain(Collections.min(all)));
    assertThat(window.max()).isEqualTo(plain(Collections.max(all)));
    assertThat(window.mean()).isEqualTo(mean.toPlainString());
    assertThat(window.first()).isEqualTo(plain(values.firstEntry().getValue()));
    assertThat(window.last()).isEqualTo(plain(values.lastEntry().getValue()));
    assertThat(window.firstAt()).isEqualTo(values.firstKey());
    assertThat(window.lastAt()).isEqualTo(values.lastKey());
    assertThat(window.covered()).isEqualTo((int) covered);
  }

  private static String plain(BigDecimal value) {
    return value.stripTrailingZeros().toPlainString();
  }
}
