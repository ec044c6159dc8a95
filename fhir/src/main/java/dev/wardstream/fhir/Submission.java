package dev.wardstream.fhir;

import java.util.List;

/**
 * What somebody sent.
 *
 * @param shape how the Observations came
 * @param entries in the order sent
 */
public record Submission(Shape shape, List<Entry> entries) {

  /** How Observations come. */
  public enum Shape {
    /** One resource. */
    SINGLE,
    /** All or nothing. */
    TRANSACTION,
    /** Each for itself. */
    BATCH
  }

  public Submission {
    entries = List.copyOf(entries);
  }

  /** Whether every entry was understood. */
  public boolean isUnderstood() {
    return entries.stream().noneMatch(Entry.Refused.class::isInstance);
  }
}
