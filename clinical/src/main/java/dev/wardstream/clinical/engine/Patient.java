package dev.wardstream.clinical.engine;

import dev.wardstream.clinical.alerts.AlertBook;
import dev.wardstream.clinical.alerts.AlertInstance;
import dev.wardstream.clinical.rules.Care;
import dev.wardstream.clinical.vitals.Vital;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Everything the engine remembers of one patient besides the samples. Mutable and owned by the
 * thread that runs the patient; only the {@link Engine} changes it. A store keeps the bytes of
 * {@link StateCodec}; an engine that failed half-way leaves it unusable, to be read back from
 * there.
 */
public final class Patient {
  private static final int VITALS = Vital.values().length;

  final String id;

  /** Platform time of the newest input or timer, epoch milliseconds. */
  long now;

  /** When the first timer is due; {@link Long#MAX_VALUE}: none is set. */
  long deadline = Long.MAX_VALUE;

  final AlertBook book;
  final Scores scores = new Scores();

  /** Sorted, because that is how they are written with every reading. */
  final Map<String, Climb> climbs = new TreeMap<>();

  Map<String, SeenPuts> seen = Map.of();
  final @Nullable Series[] series = new Series[VITALS];
  final SortedSet<String> skewed = new TreeSet<>();

  /** An association of this patient has been known at some time. */
  boolean associated;

  /** Associations that have not ended. */
  List<Watch> watches = List.of();

  Care care = Care.UNKNOWN;

  /** When a client last confirmed anything. */
  long lastReceipt = Long.MIN_VALUE;

  /** What changes rarely has changed since {@link #takeRareChange}. */
  boolean rareChange;

  /** By whose rules; follows from engine, care and time, and is not kept. */
  @Nullable Binding binding;

  /** A patient of whom nothing is known yet. */
  public Patient(String id) {
    this.id = id;
    book = new AlertBook(id);
  }

  /** The patient's id. */
  public String id() {
    return id;
  }

  /** Platform time of the newest input or timer. */
  public Instant now() {
    return Instant.ofEpochMilli(now);
  }

  /** The open alert of a family; null when there is none. */
  public @Nullable AlertInstance alert(String family) {
    return book.alert(family);
  }

  /** Every open alert and inactivation, by family. */
  public Collection<AlertInstance> alerts() {
    return book.open().values();
  }

  /** Number of the newest event. */
  public long seq() {
    return book.seq();
  }

  /** What is known of the patient beside the readings. */
  public Care care() {
    return care;
  }

  /** Newest accepted value per vital, in the order of {@code Vital}. */
  public List<LatestValue> latest() {
    List<LatestValue> latest = new ArrayList<>();
    for (Series one : series) {
      if (one != null && one.latestTime != Series.NONE) {
        latest.add(
            new LatestValue(
                one.vital,
                dev.wardstream.clinical.vitals.Fixed.text(one.vital, one.latestValue),
                Instant.ofEpochMilli(one.latestTime),
                Instant.ofEpochMilli(one.latestArrival),
                one.latestDevice));
      }
    }
    return latest;
  }

  /** Whether what changes rarely has changed since the last call. */
  public boolean takeRareChange() {
    boolean changed = rareChange;
    rareChange = false;
    return changed;
  }

  @SuppressWarnings("EnumOrdinal")
  Series series(Vital vital) {
    Series known = series[vital.ordinal()];
    if (known == null) {
      known = new Series(vital);
      series[vital.ordinal()] = known;
    }
    return known;
  }
}
