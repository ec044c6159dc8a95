/** The shape of the module. */
@NullMarked
package dev.wardstream.clinical;

import org.jspecify.annotations.NullMarked;
