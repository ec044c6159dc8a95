package dev.wardstream.cli.evaluate.figures;

import dev.wardstream.clinical.vitals.Vital;

/**
 * What the engine made of values of a vital.
 *
 * @param disposition the engine's word for it, as in ACCEPTED or ARTEFACT
 */
public record Verdict(Vital vital, String disposition) implements Comparable<Verdict> {
  @Override
  public int compareTo(Verdict other) {
    int byVital = vital.compareTo(other.vital);
    return byVital == 0 ? disposition.compareTo(other.disposition) : byVital;
  }
}
