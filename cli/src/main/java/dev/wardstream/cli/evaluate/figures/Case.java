package dev.wardstream.cli.evaluate.figures;

import dev.wardstream.cli.evaluate.cohort.Outcome;
import dev.wardstream.cli.evaluate.cohort.Span;
import java.util.List;

/** A stay and what a rule set made of it. */
public record Case(String id, List<Span> watched, Outcome outcome, Chart chart) {
  public Case {
    watched = List.copyOf(watched);
  }

  /** Milliseconds watched within the bounds. */
  long watchedWithin(long from, long to) {
    var millis = 0L;
    for (Span span : watched) {
      millis += span.within(from, to);
    }
    return millis;
  }

  long watchedMillis() {
    return watchedWithin(Long.MIN_VALUE, Long.MAX_VALUE);
  }
}
