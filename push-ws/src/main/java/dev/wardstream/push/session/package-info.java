/**
 * One connection of a subscriber: requests in, lines out. Everything of a connection is owned by
 * its I/O thread, which nothing may block. What sessions leave in the log goes through one {@link
 * dev.wardstream.push.session.Trail} of the node, with threads of its own.
 */
@NullMarked
package dev.wardstream.push.session;

import org.jspecify.annotations.NullMarked;
