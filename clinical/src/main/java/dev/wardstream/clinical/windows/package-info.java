/**
 * Statistics over calendar-aligned minutes and hours of event time, kept as running sums and
 * revised when late data comes.
 *
 * <p>Working state owned by the thread that runs the patient.
 */
@NullMarked
package dev.wardstream.clinical.windows;

import org.jspecify.annotations.NullMarked;
