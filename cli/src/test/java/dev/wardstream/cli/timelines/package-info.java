/** Timelines from file to verdict. */
@NullMarked
package dev.wardstream.cli.timelines;

import org.jspecify.annotations.NullMarked;
