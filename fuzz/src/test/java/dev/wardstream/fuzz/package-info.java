@NullMarked
package dev.wardstream.fuzz;

import org.jspecify.annotations.NullMarked;
