package dev.wardstream.clinical.engine;

import dev.wardstream.clinical.vitals.Vital;
import dev.wardstream.clinical.windows.Frames;
import org.jspecify.annotations.Nullable;

/**
 * One vital of a patient. Owned by the patient's thread; values as {@code Fixed}, times in epoch
 * milliseconds.
 */
final class Series {
  static final long NONE = Long.MIN_VALUE;

  final Vital vital;

  /** W, the newest accepted event time; never goes back. */
  long newest = NONE;

  /** The newest accepted event time of a signal, see {@link Silence}; never goes back. */
  long heard = NONE;

  /** The accepted value with the newest event time; only a correction makes its time older. */
  long latestTime = NONE;

  long latestValue;
  long latestArrival;
  String latestDevice = "";

  /** Artefacts in a row, in order of arrival. */
  int artefacts;

  long firstArtefact;

  /** The trailing run of one display-rounded value; count zero: not watched. */
  int sameCount;

  long sameStart;
  long sameLast;
  long sameValue;

  final Frames frames = new Frames();

  /** Follows from the samples and is not kept; null until it is needed. */
  @Nullable MedianWindow median;

  Series(Vital vital) {
    this.vital = vital;
  }

  boolean isEmpty() {
    return newest == NONE;
  }
}
