/** An echo on the very stack of the edge, for the WebSocket conformance suite. */
@NullMarked
package dev.wardstream.edge.undertow;

import org.jspecify.annotations.NullMarked;
