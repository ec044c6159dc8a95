package dev.wardstream.clinical.history;

import dev.wardstream.clinical.vitals.Vital;
import java.util.List;

/** Has no samples and takes none. Any thread. */
final class NoHistory implements SampleHistory {
  @Override
  public void add(Vital vital, Sample sample) {
    throw new IllegalStateException("no history to keep a sample of " + vital + " in");
  }

  @Override
  public void remove(Vital vital, long time) {}

  @Override
  public boolean contains(Vital vital, long time) {
    return false;
  }

  @Override
  public List<Sample> between(Vital vital, long from, long to) {
    return List.of();
  }

  @Override
  public void purge(Vital vital, long before) {}
}
