package dev.wardstream.cli.evaluate.cohort;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A patient, as long as he or she was watched.
 *
 * @param ageYears null where the file does not say
 * @param moments in order of time
 * @param watched when somebody measured, in order, at least one span; all figures per day are per
 *     day of these
 */
public record Stay(
    String id,
    @Nullable Integer ageYears,
    List<Moment> moments,
    List<Span> watched,
    Outcome outcome) {
  public Stay {
    moments = List.copyOf(moments);
    watched = List.copyOf(watched);
    if (watched.isEmpty()) {
      throw new IllegalArgumentException("stay " + id + " was never watched");
    }
  }

  /** When the watch ends. */
  public Instant end() {
    return Instant.ofEpochMilli(watched.getLast().to());
  }

  /**
   * The time covered by measurements: each lasts until the next one, but no longer than {@code
   * most}; the last one lasts {@code last}.
   *
   * @param times epoch milliseconds in order, at least one
   */
  static List<Span> watched(List<Long> times, Duration most, Duration last) {
    var spans = new ArrayList<Span>();
    long from = times.getFirst();
    long to = from;
    for (long time : times) {
      if (time > to) {
        spans.add(new Span(from, to));
        from = time;
      }
      to = time + most.toMillis();
    }
    spans.add(new Span(from, times.getLast() + last.toMillis()));
    return spans.size() == 1 ? spans : spans.stream().filter(s -> s.to() > s.from()).toList();
  }
}
