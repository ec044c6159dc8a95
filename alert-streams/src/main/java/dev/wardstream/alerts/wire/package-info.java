/**
 * Bytes to values and back: the only package that knows Avro and the layout of what the stores
 * keep.
 *
 * <p>Everything here is immutable and may be used from any stream thread.
 */
@NullMarked
package dev.wardstream.alerts.wire;

import org.jspecify.annotations.NullMarked;
