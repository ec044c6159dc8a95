/** Vitals, units and bounds at both edges. */
@NullMarked
package dev.wardstream.clinical.vitals;

import org.jspecify.annotations.NullMarked;
