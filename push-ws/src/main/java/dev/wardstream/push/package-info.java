/**
 * Out: Kafka to WebSocket. What this process is: its settings, its wiring, its main.
 *
 * <p>One feed thread reads every topic that is watched, encodes each record once and offers the
 * same bytes to every watcher. Each connection is drained by its own I/O thread. What a subscriber
 * missed is read again by the catch-up thread, once for all who need it.
 */
@NullMarked
package dev.wardstream.push;

import org.jspecify.annotations.NullMarked;
