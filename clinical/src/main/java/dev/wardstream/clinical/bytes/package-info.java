/**
 * The few encodings a state needs, small and without reflection: numbers of seven bits per byte,
 * text in UTF-8, lists with their length in front.
 *
 * <p>Working objects of one thread.
 */
@NullMarked
package dev.wardstream.clinical.bytes;

import org.jspecify.annotations.NullMarked;
