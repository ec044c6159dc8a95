/**
 * Tables after RFC 4180: rows with their line numbers in, quoted cells out. Nothing is held but the
 * row at hand.
 *
 * <p>Used by the command's own thread.
 */
@NullMarked
package dev.wardstream.cli.csv;

import org.jspecify.annotations.NullMarked;
