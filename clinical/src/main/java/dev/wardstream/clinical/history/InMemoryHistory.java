package dev.wardstream.clinical.history;

import dev.wardstream.clinical.vitals.Vital;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A {@link SampleHistory} on the heap: one {@link Track} per vital. One thread owns it. */
public final class InMemoryHistory implements SampleHistory {
  private static final int VITALS = Vital.values().length;

  private final @Nullable Track[] tracks = new Track[VITALS];

  @Override
  public void add(Vital vital, Sample sample) {
    of(vital).add(sample);
  }

  @Override
  public void remove(Vital vital, long time) {
    of(vital).remove(time);
  }

  @Override
  public boolean contains(Vital vital, long time) {
    return of(vital).contains(time);
  }

  @Override
  public List<Sample> between(Vital vital, long from, long to) {
    return of(vital).between(from, to);
  }

  @Override
  public void purge(Vital vital, long before) {
    of(vital).purge(before);
  }

  /** Samples kept of all series together. */
  public int size() {
    int size = 0;
    for (Track track : tracks) {
      size += track == null ? 0 : track.size();
    }
    return size;
  }

  @SuppressWarnings("EnumOrdinal")
  private Track of(Vital vital) {
    Track known = tracks[vital.ordinal()];
    if (known == null) {
      known = new Track();
      tracks[vital.ordinal()] = known;
    }
    return known;
  }
}
