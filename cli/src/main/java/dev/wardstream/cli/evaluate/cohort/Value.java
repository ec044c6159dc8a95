package dev.wardstream.cli.evaluate.cohort;

import dev.wardstream.clinical.vitals.Vital;

/**
 * One value as the file has it.
 *
 * @param text decimal text in the canonical unit of the vital, or its code
 */
public record Value(Vital vital, String text) {}
