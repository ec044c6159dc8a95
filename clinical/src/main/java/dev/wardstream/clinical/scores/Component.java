package dev.wardstream.clinical.scores;

import java.util.Locale;

/** The seven parameters of NEWS2, in the order of RCP 2017, Chart 1. */
public enum Component {
  RR(3),
  SPO2(3),
  /** Supplemental oxygen scores 2, and so can never be the single red score. */
  O2(2),
  SBP(3),
  PULSE(3),
  ACVPU(3),
  TEMP(3);

  private final int max;
  private final String label;

  Component(int max) {
    this.max = max;
    this.label = name().toLowerCase(Locale.ROOT);
  }

  /** The most points this parameter can have. */
  public int max() {
    return max;
  }

  /** The name in files. */
  public String label() {
    return label;
  }
}
