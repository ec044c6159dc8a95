/**
 * Who watches what, and what they have not been sent yet. No Kafka, no sockets, no JSON.
 *
 * <p>The feed thread owns the {@link dev.wardstream.push.hub.Hub} and publishes into it; the
 * catch-up thread reads the {@link dev.wardstream.push.hub.HotTail}s; the I/O thread of a session
 * empties the outboxes of its subscriptions. What passes between them are immutable items.
 */
@NullMarked
package dev.wardstream.push.hub;

import org.jspecify.annotations.NullMarked;
