/**
 * Rule sets as data: which families exist, their limits, delays and clocks. The built-in profile is
 * the one place where the numbers are written.
 *
 * <p>Immutable values; any thread may use them.
 */
@NullMarked
package dev.wardstream.clinical.rules;

import org.jspecify.annotations.NullMarked;
