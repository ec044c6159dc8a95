/**
 * The accepted samples of one patient, kept outside the engine's state behind a port, so that an
 * in-order sample costs one small write and no read.
 *
 * <p>An implementation is used by the one thread that runs the patient.
 */
@NullMarked
package dev.wardstream.clinical.history;

import org.jspecify.annotations.NullMarked;
