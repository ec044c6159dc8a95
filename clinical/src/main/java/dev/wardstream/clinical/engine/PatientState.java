package dev.wardstream.clinical.engine;

import dev.wardstream.clinical.alerts.AlertInstance;
import dev.wardstream.clinical.vitals.Vital;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Everything the engine remembers of one patient besides the samples. Immutable; its shape is the
 * engine's own business, a store keeps the bytes of {@link StateCodec}.
 *
 * @param nowMillis platform time of the newest input or timer
 * @param seq number of the newest event
 * @param series by vital, in its order
 * @param machines by family, one per level
 * @param open open alerts by family, sorted
 * @param seen by device
 * @param associated an association of this patient has been known at some time
 * @param watches associations that have not ended
 */
public record PatientState(
    String patient,
    long nowMillis,
    long seq,
    Map<Vital, Series> series,
    Map<String, List<Machine>> machines,
    Map<String, AlertInstance> open,
    Map<String, SeenPuts> seen,
    boolean associated,
    List<Watch> watches) {

  /** A patient of whom nothing is known yet. */
  public static PatientState of(String patient) {
    return new PatientState(
        patient, 0, 0, Map.of(), Map.of(), Map.of(), Map.of(), false, List.of());
  }

  /** Platform time of the newest input or timer. */
  public Instant now() {
    return Instant.ofEpochMilli(nowMillis);
  }

  /** The open alert of a family; null when there is none. */
  public @Nullable AlertInstance alert(String family) {
    return open.get(family);
  }

  /** Every open alert, by family. */
  public Collection<AlertInstance> alerts() {
    return open.values();
  }

  /** Newest accepted value per vital, in the order of {@code Vital}. */
  public List<LatestValue> latest() {
    return series.values().stream().map(Series::latest).toList();
  }
}
