/**
 * Recorded cohorts as the evaluation sees them: stays, each with its moments in order of time.
 *
 * <p>A reader sends values on as they stand in the file. Whether a value is possible, a duplicate
 * or too late is the engine's to judge, here as on the wards; a reader only leaves out what the
 * file itself marks as missing, and refuses what is not a file of its kind. One thread reads.
 */
@NullMarked
package dev.wardstream.cli.evaluate.cohort;

import org.jspecify.annotations.NullMarked;
