/**
 * The {@code letters} command: what was set aside because it could not be understood, and the way
 * back for it.
 *
 * <p>Shows vital signs, names and texts only when asked to. Main thread.
 */
@NullMarked
package dev.wardstream.cli.letters;

import org.jspecify.annotations.NullMarked;
