/**
 * The adapter to Undertow's JSR 356 WebSocket: the only package that knows it.
 *
 * <p>Upgrades pass a strict check first; each accepted socket is one {@link
 * dev.wardstream.edge.socket.SocketSession} on its I/O thread. The defaults of the library are
 * unsafe (unlimited messages, queues and silence), so every limit is set here.
 */
@NullMarked
package dev.wardstream.edge.undertow;

import org.jspecify.annotations.NullMarked;
