package dev.wardstream.alerts.watch;

import dev.wardstream.clinical.alerts.AlertEvent;
import dev.wardstream.clinical.alerts.AlertInstance;
import dev.wardstream.clinical.engine.LatestValue;
import dev.wardstream.clinical.engine.Step;
import dev.wardstream.clinical.windows.MinuteWindow;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything one input of a patient, or the passing of time, led to.
 *
 * @param events in order of their seq
 * @param alerts what is left of each alert that had an event
 * @param windows minutes to publish
 * @param latest newest values after a put; null for everything else
 */
public record Decision(
    List<AlertEvent> events,
    List<AlertState> alerts,
    List<MinuteWindow> windows,
    @Nullable Latest latest) {
  static final Decision NOTHING = new Decision(List.of(), List.of(), List.of(), null);

  /**
   * An alert after its newest event.
   *
   * @param instance null when it is closed
   */
  public record AlertState(String patient, String family, @Nullable AlertInstance instance) {}

  /**
   * The newest value per vital.
   *
   * @param upTo offset of the put after which they hold
   */
  public record Latest(List<LatestValue> values, long upTo) {}

  /** What the passing of time, a person or an association led to. */
  static Decision of(Step step) {
    return new Decision(step.events(), alerts(step), step.windows(), null);
  }

  /** What a put led to. */
  static Decision of(Step step, long offset) {
    var latest = new Latest(step.next().latest(), offset);
    return new Decision(step.events(), alerts(step), step.windows(), latest);
  }

  boolean isEmpty() {
    return events.isEmpty() && windows.isEmpty() && latest == null;
  }

  /** The newest values, if there are any to publish. */
  public List<Latest> latestIfAny() {
    return latest == null ? List.of() : List.of(latest);
  }

  private static List<AlertState> alerts(Step step) {
    var newest = new LinkedHashMap<String, AlertState>();
    for (var event : step.events()) {
      var left = step.next().alert(event.family());
      newest.put(event.family(), new AlertState(event.patient(), event.family(), left));
    }
    return List.copyOf(newest.values());
  }
}
