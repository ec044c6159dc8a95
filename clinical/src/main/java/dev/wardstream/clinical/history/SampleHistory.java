package dev.wardstream.clinical.history;

import dev.wardstream.clinical.vitals.Vital;
import java.util.List;

/**
 * The recent accepted samples of one patient. The engine adds every accepted sample; it reads only
 * when a sample is out of order, when an event needs the positions of its readings, and to warm up
 * after a restart; it purges at most once per minute of a series.
 */
public interface SampleHistory {
  /** Of a patient without samples; cannot keep any. */
  SampleHistory NONE = new NoHistory();

  /** Keeps a sample; its time is not yet in the series. */
  void add(Vital vital, Sample sample);

  /** Forgets the sample of this time, if there is one. */
  void remove(Vital vital, long time);

  /** Whether the series has a sample at exactly this event time. */
  boolean contains(Vital vital, long time);

  /**
   * Samples in order of event time.
   *
   * @param from epoch milliseconds, inclusive
   * @param to epoch milliseconds, inclusive
   */
  List<Sample> between(Vital vital, long from, long to);

  /** Forgets the samples before the time, exclusive. */
  void purge(Vital vital, long before);
}
