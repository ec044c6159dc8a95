package dev.wardstream.clinical.rules;

import dev.wardstream.clinical.vitals.Vital;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a rule set changes for one ward or one patient.
 *
 * @param id of the ward or patient
 * @param changes applied in order
 */
public record Adjustment(Scope scope, String id, List<Change> changes) {
  public Adjustment {
    changes = List.copyOf(changes);
  }

  /** For whom; a patient's changes are applied after the ward's. */
  public enum Scope {
    WARD,
    PATIENT
  }

  /** One difference. */
  public sealed interface Change {}

  /** Other numbers for one level; null parts stay as they are. */
  public record LevelChange(
      String family, Severity severity, @Nullable HoldChange raise, @Nullable HoldChange clear)
      implements Change {}

  /** Other numbers for one hold; null parts stay as they are. */
  public record HoldChange(
      @Nullable BigDecimal limit, @Nullable Duration lasting, @Nullable Integer samples) {
    Hold of(Hold hold) {
      return new Hold(
          limit == null ? hold.limit() : limit,
          lasting == null ? hold.lasting() : lasting,
          samples == null ? hold.samples() : samples);
    }
  }

  /** The family is not watched. */
  public record FamilyOff(String family) implements Change {}

  /** Another S for a vital; null: it may be silent for ever. */
  public record SilenceChange(Vital vital, @Nullable Duration silence) implements Change {}
}
