/**
 * The whole platform under test: real sockets, a real broker, a real browser, and faults.
 *
 * <p>Nothing here sleeps or depends on the machine's speed: every wait is for a condition, with a
 * deadline, and everything started ends with its test.
 */
@NullMarked
package dev.wardstream.it;

import org.jspecify.annotations.NullMarked;
