/**
 * Readings that came before anybody had said whose they are: kept per device, and moved to the
 * patient, in the device's order and once, when an association says so.
 *
 * <p>Runs on stream threads, one partition of devices at a time; everything it remembers is in
 * stores.
 */
@NullMarked
package dev.wardstream.alerts.rehoming;

import org.jspecify.annotations.NullMarked;
