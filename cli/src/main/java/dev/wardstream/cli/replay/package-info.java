/**
 * The {@code replay} command: a topic between exact bounds, decoded, as JSON Lines or CSV, with a
 * manifest that says precisely what was read.
 *
 * <p>Everything runs on the command's thread; memory does not grow with what is read.
 */
@NullMarked
package dev.wardstream.cli.replay;

import org.jspecify.annotations.NullMarked;
