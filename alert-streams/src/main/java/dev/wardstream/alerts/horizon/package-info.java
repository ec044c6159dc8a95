/**
 * Up to when silence is really silence: the newest arrival time of which it is known that
 * everything that arrived before is reflected in a partition's state.
 *
 * <p>{@link dev.wardstream.alerts.horizon.LogHorizon} asks the broker on a thread of its own; the
 * stream threads only read the newest answer. Why this is right is argued in docs/topology.md.
 */
@NullMarked
package dev.wardstream.alerts.horizon;

import org.jspecify.annotations.NullMarked;
