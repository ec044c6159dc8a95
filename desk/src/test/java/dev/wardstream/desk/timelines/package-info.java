/** Timelines from file to verdict. */
@NullMarked
package dev.wardstream.desk.timelines;

import org.jspecify.annotations.NullMarked;
