/**
 * How much of a node one connection, one principal and one network address may take: connections,
 * requests and bytes per second, bytes on their way to the log. Without sockets, Kafka or threads
 * of its own; everything is safe from any thread.
 */
@NullMarked
package dev.wardstream.edge.limit;

import org.jspecify.annotations.NullMarked;
