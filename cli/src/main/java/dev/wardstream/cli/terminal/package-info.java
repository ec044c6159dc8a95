/**
 * What commands share at the keyboard: a screen with one living line, and how options are read.
 *
 * <p>Used by the command's own thread unless a class says otherwise.
 */
@NullMarked
package dev.wardstream.cli.terminal;

import org.jspecify.annotations.NullMarked;
