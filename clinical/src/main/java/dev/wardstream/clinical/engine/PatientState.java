package dev.wardstream.clinical.engine;

import dev.wardstream.clinical.alerts.AlertInstance;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Everything the engine remembers of one patient besides the samples. Immutable. */
public record PatientState(String patient) {

  /** A patient of whom nothing is known yet. */
  public static PatientState of(String patient) {
    return new PatientState(patient);
  }

  /** The open alert of a family; null when there is none. */
  public @Nullable AlertInstance alert(String family) {
    return null;
  }

  /** Every open alert. */
  public List<AlertInstance> alerts() {
    return List.of();
  }

  /** Newest accepted value per vital, in the order of {@code Vital}. */
  public List<LatestValue> latest() {
    return List.of();
  }
}
