/**
 * The engine: an input and one {@link dev.wardstream.clinical.engine.Patient} in, the same patient
 * changed and a {@link dev.wardstream.clinical.engine.Step} out.
 *
 * <p>Everything runs on the thread that owns the patient. Time is the arrival time of the input,
 * never a clock, so the same inputs give the same outputs after a crash or in a replay.
 */
@NullMarked
package dev.wardstream.clinical.engine;

import org.jspecify.annotations.NullMarked;
