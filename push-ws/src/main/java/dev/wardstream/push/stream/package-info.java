/** Names of streams and positions in them. Pure values, no threads. */
@NullMarked
package dev.wardstream.push.stream;

import org.jspecify.annotations.NullMarked;
