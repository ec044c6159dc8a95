/**
 * Statistics over calendar-aligned minutes of event time, computed from the sample history and
 * revised when late data comes.
 *
 * <p>Pure functions; the thread that runs the patient calls them.
 */
@NullMarked
package dev.wardstream.clinical.windows;

import org.jspecify.annotations.NullMarked;
