package dev.wardstream.clinical.rules;

import java.time.Duration;

/**
 * A sensor that delivers impossible values only. Technical, LOW, one family {@code
 * <family>:<vital>} per series; any accepted value ends it.
 *
 * @param samples this many artefacts in a row, or
 * @param lasting artefacts in a row that span this much
 */
public record ArtefactRule(String family, int samples, Duration lasting) implements Rule {
  public ArtefactRule {
    if (samples < 1 || lasting.isNegative()) {
      throw new IllegalArgumentException(family + " needs at least 1 sample and a span >= 0");
    }
  }
}
