/**
 * What can be measured: vitals with their units and plausible range, exact decimal arithmetic on
 * the text a device sent, and which patient a device measured when.
 *
 * <p>Pure functions and values; any thread may use them.
 */
@NullMarked
package dev.wardstream.clinical.vitals;

import org.jspecify.annotations.NullMarked;
