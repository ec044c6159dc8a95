package dev.wardstream.cli.timelines;

import dev.wardstream.clinical.scenario.Scenario;
import dev.wardstream.clinical.vitals.Vital;
import java.util.Set;

/**
 * A scenario and what the file says about it beyond.
 *
 * @param expects whether the file says which events are expected; without, it can only be printed
 * @param continuous vitals whose NEWS2 input is the trailing median
 */
public record Timeline(Scenario scenario, boolean expects, Set<Vital> continuous) {
  public Timeline {
    continuous = Set.copyOf(continuous);
  }
}
