package dev.wardstream.cli.evaluate.cohort;

import java.time.Instant;

/** What befell the patient, as far as the cohort tells. */
public sealed interface Outcome {
  /** The outcome did not happen, or the cohort knows of none. */
  Outcome NONE = new None();

  /** It was there before the first value: nothing could have warned of it. */
  Outcome FROM_THE_START = new FromTheStart();

  /** See {@link #NONE}. */
  record None() implements Outcome {}

  /** It happened then. */
  record At(Instant at) implements Outcome {}

  /** See {@link #FROM_THE_START}. */
  record FromTheStart() implements Outcome {}
}
