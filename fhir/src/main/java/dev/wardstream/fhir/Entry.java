package dev.wardstream.fhir;

import java.util.List;

/** One Observation of a submission. */
public sealed interface Entry {

  /** What the sender should know about it. */
  List<Issue> issues();

  /**
   * Understood: there is something to record.
   *
   * @param put the same as a device would have sent
   * @param id logical id, made of its content
   */
  record Understood(FhirPut put, String id, List<Issue> issues) implements Entry {
    public Understood {
      issues = List.copyOf(issues);
    }
  }

  /** Understood: it says that nothing was measured, so there is nothing to record. */
  record Empty(List<Issue> issues) implements Entry {
    public Empty {
      issues = List.copyOf(issues);
    }
  }

  /** Not understood. */
  record Refused(List<Issue> issues) implements Entry {
    public Refused {
      issues = List.copyOf(issues);
    }
  }
}
