/**
 * A bedside device that keeps its promises: it measures, buffers, sends, and sends again with the
 * same ids until it is told that the reading is in the log.
 *
 * <p>One virtual thread owns each device; the HTTP client's threads only put what they hear into
 * its inbox. One put is in flight at a time, so order and effect-once need nothing more.
 */
@NullMarked
package dev.wardstream.cli.device;

import org.jspecify.annotations.NullMarked;
