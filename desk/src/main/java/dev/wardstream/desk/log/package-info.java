/**
 * Reads topics between exact bounds: from here to there, once, and then it ends.
 *
 * <p>The reading thread is the caller's.
 */
@NullMarked
package dev.wardstream.desk.log;

import org.jspecify.annotations.NullMarked;
