package dev.wardstream.clinical.windows;

import dev.wardstream.clinical.history.Sample;
import dev.wardstream.clinical.history.SampleHistory;
import dev.wardstream.clinical.vitals.Vital;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * The minutes of one numeric series that can still change, oldest first. Immutable.
 *
 * <p>A minute is published when the first sample at or after its end is accepted, or on {@link
 * #due} when none comes, and once more per step in which late data changed it.
 */
public record Minutes(List<MinuteMark> marks) {
  public static final Minutes NONE = new Minutes(List.of());

  /** How long after its end, and after the newest arrival, a minute waits for more samples. */
  private static final long PATIENCE_MILLIS = 5_000;

  /** Places of the mean beyond those of the finest sample. */
  private static final int MEAN_PLACES = 2;

  public Minutes {
    marks = List.copyOf(marks);
  }

  /**
   * A sample was accepted: its minute is known from now on; whatever is due becomes dirty.
   *
   * @param newestMillis event time of the newest sample of the series, this one included
   */
  public Minutes accept(long timeMillis, long newestMillis) {
    long start = MinuteMark.startOf(timeMillis);
    boolean over = newestMillis >= start + MinuteMark.MILLIS;
    MinuteMark last = marks.isEmpty() ? null : marks.getLast();
    if (last != null && last.startMillis() == start && !last.published() && !over) {
      return this;
    }
    List<MinuteMark> next = new ArrayList<>(marks.size() + 1);
    boolean placed = false;
    for (MinuteMark mark : marks) {
      if (!placed && mark.startMillis() > start) {
        next.add(MinuteMark.unpublished(start, over));
        placed = true;
      }
      boolean own = mark.startMillis() == start;
      placed |= own;
      boolean ended = newestMillis >= mark.endMillis();
      boolean due = own ? mark.published() || over : ended && !mark.published();
      next.add(due ? mark.soiled() : mark);
    }
    if (!placed) {
      next.add(MinuteMark.unpublished(start, over));
    }
    return new Minutes(next);
  }

  /** Whether a minute must be published. */
  public boolean dirty() {
    for (MinuteMark mark : marks) {
      if (mark.dirty()) {
        return true;
      }
    }
    return false;
  }

  /** Publishes what is dirty into the list and forgets what can no longer change. */
  public Minutes publish(
      Vital vital, long settledMillis, SampleHistory history, List<MinuteWindow> into) {
    List<MinuteMark> next = new ArrayList<>(marks.size());
    for (MinuteMark mark : marks) {
      boolean settled = mark.endMillis() <= settledMillis;
      MinuteMark after = mark;
      if (mark.dirty()) {
        after = mark.publishedAgain();
        into.add(window(vital, after, settled, history));
      }
      if (!settled) {
        next.add(after);
      }
    }
    return new Minutes(next);
  }

  /** When the newest minute is published although no later sample has come. */
  public OptionalLong due(long newestArrivalMillis) {
    if (marks.isEmpty() || marks.getLast().published()) {
      return OptionalLong.empty();
    }
    return OptionalLong.of(
        Math.max(marks.getLast().endMillis(), newestArrivalMillis) + PATIENCE_MILLIS);
  }

  /** The newest minute is to be published now. */
  public Minutes soilNewest() {
    List<MinuteMark> next = new ArrayList<>(marks);
    next.set(next.size() - 1, next.getLast().soiled());
    return new Minutes(next);
  }

  private static MinuteWindow window(
      Vital vital, MinuteMark mark, boolean settled, SampleHistory history) {
    Instant start = Instant.ofEpochMilli(mark.startMillis());
    List<Sample> samples =
        history.between(vital, start, Instant.ofEpochMilli(mark.endMillis() - 1));
    BigDecimal min = new BigDecimal(samples.getFirst().value());
    BigDecimal max = min;
    BigDecimal sum = BigDecimal.ZERO;
    int scale = 0;
    for (Sample sample : samples) {
      BigDecimal value = new BigDecimal(sample.value());
      min = value.compareTo(min) < 0 ? value : min;
      max = value.compareTo(max) > 0 ? value : max;
      sum = sum.add(value);
      scale = Math.max(scale, value.scale());
    }
    BigDecimal mean =
        sum.divide(BigDecimal.valueOf(samples.size()), scale + MEAN_PLACES, RoundingMode.HALF_UP);
    return new MinuteWindow(
        vital,
        start,
        samples.size(),
        min.toPlainString(),
        max.toPlainString(),
        mean.toPlainString(),
        samples.getFirst().value(),
        samples.getLast().value(),
        samples.getFirst().time(),
        samples.getLast().time(),
        mark.revision(),
        settled);
  }
}
