/**
 * Watch over each patient: inputs in order of arrival go through the pure engine of the clinical
 * module, its state and samples are kept in stores, what it decides is forwarded.
 *
 * <p>Everything here belongs to one partition at a time and runs on the stream thread that has it;
 * state, samples, outputs and input offsets are committed together or not at all.
 */
@NullMarked
package dev.wardstream.alerts.watch;

import org.jspecify.annotations.NullMarked;
