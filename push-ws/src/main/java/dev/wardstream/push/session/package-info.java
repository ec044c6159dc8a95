/**
 * One connection of a subscriber: requests in, lines out. Everything here is owned by the
 * connection's I/O thread, which nothing may block.
 */
@NullMarked
package dev.wardstream.push.session;

import org.jspecify.annotations.NullMarked;
