/**
 * WebSocket conversations as both services see them, without the WebSocket library.
 *
 * <p>The server side of this package reads messages line by line, authenticates, answers the common
 * verbs ({@code hello}, {@code auth}), counts, limits, beats, and hands every other verb to the
 * {@link dev.wardstream.edge.socket.Conversation} of the endpoint. Each connection is owned by one
 * I/O thread: it alone calls the conversation and touches the socket.
 */
@NullMarked
package dev.wardstream.edge.socket;

import org.jspecify.annotations.NullMarked;
