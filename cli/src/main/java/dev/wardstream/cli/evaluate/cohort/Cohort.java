package dev.wardstream.cli.evaluate.cohort;

import java.io.IOException;
import java.time.Instant;
import java.util.function.Predicate;

/** Recorded patients, readable once from beginning to end. */
public interface Cohort {
  /** What it is. */
  About about();

  /** Where it is read from, and how far the reading is. */
  Input input();

  /**
   * Hands over every stay in the order of the files.
   *
   * @param taker says whether it wants another one
   * @return what was met on the way
   */
  Counts read(Predicate<Stay> taker) throws IOException;

  /** An instant as the cohort's users count time. */
  String time(Instant at);
}
