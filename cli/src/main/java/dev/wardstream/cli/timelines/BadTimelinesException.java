package dev.wardstream.cli.timelines;

import java.util.List;

/** A file of timelines that cannot be run; each problem names file, line, field and remedy. */
public final class BadTimelinesException extends Exception {
  private static final long serialVersionUID = 1L;

  BadTimelinesException(List<String> problems) {
    super(String.join("\n", problems));
  }
}
