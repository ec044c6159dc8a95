/** Tests of rates and caps without a socket. */
@NullMarked
package dev.wardstream.edge.limit;

import org.jspecify.annotations.NullMarked;
