package dev.wardstream.alerts.watch;

import dev.wardstream.clinical.alerts.AlertEvent;
import dev.wardstream.clinical.alerts.AlertState;
import dev.wardstream.clinical.engine.EarlyWarning;
import dev.wardstream.clinical.engine.LatestValue;
import dev.wardstream.clinical.engine.Step;
import dev.wardstream.clinical.windows.VitalWindow;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is to be published of one patient.
 *
 * @param events in order of their seq
 * @param alerts what is left of each alert that changed, or is to be shown differently
 * @param windows minutes and hours
 * @param latest newest values; null when they are not to be published now
 */
public record Decision(
    List<AlertEvent> events,
    List<AlertState> alerts,
    List<VitalWindow> windows,
    @Nullable Latest latest) {

  /**
   * The newest value per vital.
   *
   * @param upTo offset of the newest put of the partition that they, and the newest values of all
   *     its other patients, reflect
   * @param news2 null where the rules have none, or before the first value it is made of
   */
  public record Latest(List<LatestValue> values, long upTo, @Nullable EarlyWarning news2) {}

  /** What an input or the passing of time led to. */
  static Decision of(Step step) {
    return new Decision(step.events(), step.alerts(), step.windows(), null);
  }

  static Decision of(Latest latest) {
    return new Decision(List.of(), List.of(), List.of(), latest);
  }

  boolean isEmpty() {
    return events.isEmpty() && alerts.isEmpty() && windows.isEmpty() && latest == null;
  }

  /** The newest values, if they are to be published. */
  public List<Latest> latestIfAny() {
    return latest == null ? List.of() : List.of(latest);
  }
}
