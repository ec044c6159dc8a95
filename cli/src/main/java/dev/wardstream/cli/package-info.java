/**
 * The {@code wardstream} command: everything in one process, the demo ward, replay and topics.
 *
 * <p>One package per command; what two commands share lies in the package named for it ({@code
 * device}, {@code recordings}, {@code platform}).
 */
@NullMarked
package dev.wardstream.cli;

import org.jspecify.annotations.NullMarked;
