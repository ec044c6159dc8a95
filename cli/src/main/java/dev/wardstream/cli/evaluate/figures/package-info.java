/**
 * Counts what the alerts of a cohort amount to: burden, warning, and the differences between two
 * rule sets. Pure functions of what the engine said; every figure is defined here once.
 */
@NullMarked
package dev.wardstream.cli.evaluate.figures;

import org.jspecify.annotations.NullMarked;
