/**
 * The engine: for one patient, state and input in, next state and outputs out.
 *
 * <p>Everything runs on the thread that owns the patient. Time is the arrival time of the input,
 * never a clock, so the same inputs give the same outputs after a crash or in a replay.
 */
@NullMarked
package dev.wardstream.clinical.engine;

import org.jspecify.annotations.NullMarked;
