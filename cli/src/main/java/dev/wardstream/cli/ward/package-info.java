/**
 * A demo ward: beds with invented patients, their devices and what each one plays.
 *
 * <p>Plain values, and one class that writes them to the care topics.
 */
@NullMarked
package dev.wardstream.cli.ward;

import org.jspecify.annotations.NullMarked;
