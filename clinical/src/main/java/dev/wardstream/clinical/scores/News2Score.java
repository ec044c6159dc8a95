package dev.wardstream.clinical.scores;

import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * NEWS2 of one observation set. Only a complete set has a total and a band; an incomplete one has
 * bounds that every way of completing it keeps to, so that the lower one may raise an alert and
 * none may clear one.
 *
 * @param objection why NEWS2 does not apply; null when it does
 * @param subScores points of each parameter that are known, in chart order
 * @param missing parameters without a value, in chart order; the points of another may be unknown
 *     because of them
 * @param bounds null when NEWS2 does not apply
 */
public record News2Score(
    Status status,
    @Nullable String objection,
    Map<Component, Integer> subScores,
    Set<Component> missing,
    @Nullable Bounds bounds) {

  /** Whether the score can be stated. */
  public enum Status {
    COMPLETE,
    INCOMPLETE,
    NOT_APPLICABLE
  }

  /** What total and band must at least, and can at most, be. */
  public record Bounds(int totalMin, int totalMax, Band bandMin, Band bandMax) {}

  public News2Score {
    var scores = new EnumMap<Component, Integer>(Component.class);
    scores.putAll(subScores);
    subScores = Collections.unmodifiableMap(scores);
    var without = EnumSet.noneOf(Component.class);
    without.addAll(missing);
    missing = Collections.unmodifiableSet(without);
  }

  static News2Score notApplicable(String objection) {
    return new News2Score(Status.NOT_APPLICABLE, objection, Map.of(), Set.of(), null);
  }

  /** The points of a parameter, where they are known. */
  public OptionalInt subScore(Component component) {
    Integer points = subScores.get(component);
    return points == null ? OptionalInt.empty() : OptionalInt.of(points);
  }

  /** The aggregate; of a complete set only. */
  public OptionalInt total() {
    return status == Status.COMPLETE && bounds != null
        ? OptionalInt.of(bounds.totalMin)
        : OptionalInt.empty();
  }

  /** The band; of a complete set only. */
  public Optional<Band> band() {
    return status == Status.COMPLETE && bounds != null
        ? Optional.of(bounds.bandMin)
        : Optional.empty();
  }

  /** How often to monitor at least; of a complete set only. */
  public Optional<Monitoring> monitoring() {
    OptionalInt total = total();
    return total.isPresent()
        ? Optional.of(Monitoring.of(total.getAsInt(), !red().isEmpty()))
        : Optional.empty();
  }

  /** Parameters known to score 3, in chart order. */
  public List<Component> red() {
    return subScores.entrySet().stream()
        .filter(entry -> entry.getValue() == News2Chart.RED)
        .map(Map.Entry::getKey)
        .toList();
  }
}
