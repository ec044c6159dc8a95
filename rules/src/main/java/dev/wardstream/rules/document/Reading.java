package dev.wardstream.rules.document;

import java.util.List;

/** What came of reading a document. */
public sealed interface Reading {
  /** The document is sound. */
  record Accepted(RuleDocument document) implements Reading {}

  /**
   * It is not.
   *
   * @param problems all of them, by position; at least one
   */
  record Refused(List<Problem> problems) implements Reading {
    public Refused {
      problems = List.copyOf(problems);
    }
  }
}
