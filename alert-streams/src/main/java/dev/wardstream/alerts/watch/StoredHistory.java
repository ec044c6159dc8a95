package dev.wardstream.alerts.watch;

import dev.wardstream.clinical.history.Sample;
import dev.wardstream.clinical.history.SampleHistory;
import dev.wardstream.clinical.vitals.Vital;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The samples of one patient in the store of its partition: one small entry per sample. Lives for
 * one input, on the thread that runs the partition.
 *
 * @param store samples of all patients of the partition
 */
record StoredHistory(String patient, KeyValueStore<SampleKey, KeptSample> store)
    implements SampleHistory {
  private static final Instant FIRST = Instant.ofEpochMilli(Long.MIN_VALUE);

  @Override
  public void add(Vital vital, Sample sample) {
    store.put(
        new SampleKey(patient, vital, sample.time()), new KeptSample(sample.value(), sample.at()));
  }

  @Override
  public boolean contains(Vital vital, Instant time) {
    return store.get(new SampleKey(patient, vital, time)) != null;
  }

  @Override
  public List<Sample> between(Vital vital, Instant from, Instant to) {
    var samples = new ArrayList<Sample>();
    try (var entries =
        store.range(new SampleKey(patient, vital, from), new SampleKey(patient, vital, to))) {
      entries.forEachRemaining(entry -> samples.add(sample(entry.key, entry.value)));
    }
    return samples;
  }

  @Override
  public void purge(Vital vital, Instant before) {
    var gone = new ArrayList<SampleKey>();
    var last = before.minusMillis(1);
    try (var entries =
        store.range(new SampleKey(patient, vital, FIRST), new SampleKey(patient, vital, last))) {
      entries.forEachRemaining(entry -> gone.add(entry.key));
    }
    gone.forEach(store::delete);
  }

  private static Sample sample(SampleKey key, KeptSample kept) {
    return new Sample(key.time(), kept.value(), kept.at());
  }
}
