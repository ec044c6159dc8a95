/**
 * Reads stretches of a log, for those who answer a single question. Whoever asks brings the thread,
 * which waits for the brokers.
 */
@NullMarked
package dev.wardstream.push.scan;

import org.jspecify.annotations.NullMarked;
