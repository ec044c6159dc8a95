/**
 * {@code wardstream verify}: a running installation is held to its promise, from outside.
 *
 * <p>Probes put a known sequence of readings; watchers follow it over every transport, and cut,
 * switch, dawdle and rewind on purpose; a judge beside each watcher compares what it is told with
 * what was put: <em>contiguous, or told</em>. One virtual thread owns each probe, and one each
 * watcher with its judge; the ledger between them may be used by any.
 */
@NullMarked
package dev.wardstream.cli.verify;

import org.jspecify.annotations.NullMarked;
