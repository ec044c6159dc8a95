package dev.wardstream.cli.evaluate.figures;

import java.util.List;
import java.util.Map;

/**
 * What one rule set made of one stay.
 *
 * @param alerts in order of time
 * @param stretches in the order in which they ended
 * @param verdicts how many values met which fate
 */
public record Chart(List<Alert> alerts, List<Stretch> stretches, Map<Verdict, Integer> verdicts) {
  public Chart {
    alerts = List.copyOf(alerts);
    stretches = List.copyOf(stretches);
    verdicts = Map.copyOf(verdicts);
  }
}
