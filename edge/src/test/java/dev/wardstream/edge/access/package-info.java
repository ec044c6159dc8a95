/** Tests of tokens. */
@NullMarked
package dev.wardstream.edge.access;

import org.jspecify.annotations.NullMarked;
