package dev.wardstream.desk.timelines;

import java.util.List;
import java.util.stream.Collectors;

/** A file of timelines that cannot be run; each problem names file, line, field and remedy. */
public final class BadTimelinesException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient List<Fault> faults;

  /**
   * One problem.
   *
   * @param line from 1
   * @param text with file, line, field and remedy
   */
  public record Fault(int line, String text) {}

  BadTimelinesException(List<Fault> faults) {
    super(faults.stream().map(Fault::text).collect(Collectors.joining("\n")));
    this.faults = List.copyOf(faults);
  }

  /** All of them, by line. */
  public List<Fault> faults() {
    return faults;
  }
}
