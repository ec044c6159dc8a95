package dev.wardstream.clinical.engine;

import dev.wardstream.clinical.alerts.AlertInput;
import dev.wardstream.clinical.scores.Acvpu;
import dev.wardstream.clinical.scores.Applicability;
import dev.wardstream.clinical.scores.Component;
import dev.wardstream.clinical.scores.News2;
import dev.wardstream.clinical.scores.News2Score;
import dev.wardstream.clinical.scores.ObservationSet;
import dev.wardstream.clinical.vitals.Fixed;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * The NEWS2 of a patient as of its newest evaluation, with all that a reader needs to judge it.
 *
 * @param scale2 the saturation is scored on scale 2, as prescribed
 * @param mode how much it may be trusted
 * @param at the instant it was evaluated for
 * @param oldest event time of its oldest component; null when it has none
 * @param inputs the valid components, in chart order, with their points where they are known
 */
public record EarlyWarning(
    News2Score score,
    boolean scale2,
    Mode mode,
    Instant at,
    @Nullable Instant oldest,
    List<AlertInput> inputs) {

  /** Project choice: components this near to each other are one observation. */
  private static final Duration ONE_OBSERVATION = Duration.ofMinutes(15);

  /** What the score is made of. */
  public enum Mode {
    /** All seven belong together: it may be charted as a NEWS2. */
    OBSERVATION_SET,
    /** An estimate from the newest valid values. */
    CONTINUOUS
  }

  public EarlyWarning {
    inputs = List.copyOf(inputs);
  }

  @SuppressWarnings("EnumOrdinal")
  static EarlyWarning of(Patient patient, Plan.ScorePlan plan, boolean scale2) {
    Scores scores = patient.scores;
    var of = new Applicability(patient.care.ageYears(), patient.care.pregnant());
    long tau = scores.tau == Scores.NONE ? patient.now : scores.tau;
    var valid = new Valid(scores, plan, tau);
    News2Score score = News2.score(valid.observations(scale2, of));
    List<AlertInput> inputs = new ArrayList<>();
    Instant oldest = null;
    Instant newest = Instant.MIN;
    if (score.status() != News2Score.Status.NOT_APPLICABLE) {
      for (Component component : Component.values()) {
        if (valid.has(component)) {
          OptionalInt points = score.subScore(component);
          AlertInput input =
              Reckoning.input(
                  scores, component.ordinal(), points.isPresent() ? points.getAsInt() : null);
          inputs.add(input);
          oldest = oldest == null || input.time().isBefore(oldest) ? input.time() : oldest;
          newest = input.time().isAfter(newest) ? input.time() : newest;
        }
      }
    }
    boolean together =
        score.status() == News2Score.Status.COMPLETE
            && oldest != null
            && !newest.isAfter(oldest.plus(ONE_OBSERVATION));
    return new EarlyWarning(
        score,
        scale2,
        together ? Mode.OBSERVATION_SET : Mode.CONTINUOUS,
        Instant.ofEpochMilli(tau),
        oldest,
        inputs);
  }

  /** The components that count at an instant. */
  @SuppressWarnings("EnumOrdinal")
  private record Valid(Scores scores, Plan.ScorePlan plan, long tau) {
    boolean has(Component component) {
      int i = component.ordinal();
      return scores.valid(i, tau, plan.validity(i));
    }

    ObservationSet observations(boolean scale2, Applicability applicability) {
      return new ObservationSet(
          number(Component.RR),
          number(Component.SPO2),
          scale2,
          has(Component.O2) ? value(Component.O2) != 0 : null,
          number(Component.SBP),
          number(Component.PULSE),
          has(Component.ACVPU) ? Acvpu.values()[(int) value(Component.ACVPU)] : null,
          number(Component.TEMP),
          applicability);
    }

    private @Nullable BigDecimal number(Component component) {
      return has(component) ? Fixed.toDecimal(value(component)) : null;
    }

    private long value(Component component) {
      return scores.values[component.ordinal()];
    }
  }
}
