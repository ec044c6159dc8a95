/** Tests of the push service as a whole. */
@NullMarked
package dev.wardstream.push;

import org.jspecify.annotations.NullMarked;
