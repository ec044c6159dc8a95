/**
 * {@code wardstream rules}: tests of rules by timelines.
 *
 * <p>Runs on the command's own thread.
 */
@NullMarked
package dev.wardstream.cli.rules;

import org.jspecify.annotations.NullMarked;
