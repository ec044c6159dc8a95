/**
 * Hostile clients, and beside them devices that behave. Each class is one kind of attack on the one
 * ingest node of the package, a process with 128 MB of heap; meanwhile devices stream.
 *
 * <p>What every class asserts: no put of a device is lost, none is answered with an error, no
 * device is disconnected, everything acknowledged is in the log, the node lives. What it prints:
 * the p99 of the acknowledgements beside the attack as a ratio to the undisturbed stretch just
 * before. The bound is 5, on a machine that has nothing else to do; it is asserted only with {@code
 * -Dwardstream.hostile.ratio=5}, because a test that depends on the speed of a machine is none.
 *
 * <p>{@code -Dwardstream.hostile.devices=500} and {@code -Dwardstream.hostile.silent=10000} give
 * the full size; without them 50 devices stream and 1,000 sockets stay silent.
 */
@NullMarked
package dev.wardstream.it.hostile;

import org.jspecify.annotations.NullMarked;
