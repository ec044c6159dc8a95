/** Who somebody is and what they may do: tokens in, principals out. */
@NullMarked
package dev.wardstream.edge.access;

import org.jspecify.annotations.NullMarked;
