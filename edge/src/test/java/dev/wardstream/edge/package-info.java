/** Tests of the edge over real sockets. */
@NullMarked
package dev.wardstream.edge;

import org.jspecify.annotations.NullMarked;
