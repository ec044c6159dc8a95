/**
 * The {@code topics} command: what the catalogue says, what a cluster has, and the way from one to
 * the other.
 *
 * <p>Planning and applying are the catalogue's own; this package asks and prints.
 */
@NullMarked
package dev.wardstream.cli.topics;

import org.jspecify.annotations.NullMarked;
