package dev.wardstream.clinical.history;

import dev.wardstream.clinical.vitals.Vital;
import java.time.Instant;
import java.util.List;

/**
 * The recent accepted samples of one patient. The engine adds every accepted sample, reads only
 * when a sample is out of order, when an event needs the positions of its run, and when a minute is
 * published, and purges at most once per minute of a series.
 */
public interface SampleHistory {
  /** Of a patient without samples; cannot keep any. */
  SampleHistory NONE = new NoHistory();

  /** Keeps a sample; its time is not yet in the series. */
  void add(Vital vital, Sample sample);

  /** Whether the series has a sample at exactly this event time. */
  boolean contains(Vital vital, Instant time);

  /**
   * Samples in order of event time.
   *
   * @param from inclusive
   * @param to inclusive
   */
  List<Sample> between(Vital vital, Instant from, Instant to);

  /** Forgets the samples before the time, exclusive. */
  void purge(Vital vital, Instant before);
}
