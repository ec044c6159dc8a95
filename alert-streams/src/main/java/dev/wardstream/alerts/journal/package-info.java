/**
 * The accepted samples of each patient, in a store of its partition: one small entry per put, found
 * again by the minute they came in, and no deletes, because the places of what is no longer needed
 * are written again.
 *
 * <p>Runs on the stream thread that has the partition.
 */
@NullMarked
package dev.wardstream.alerts.journal;

import org.jspecify.annotations.NullMarked;
