/**
 * {@code wardstream news2}: observation sets in, NEWS2 scores out, row by row.
 *
 * <p>Runs on the command's own thread.
 */
@NullMarked
package dev.wardstream.cli.news2;

import org.jspecify.annotations.NullMarked;
