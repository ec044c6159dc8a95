/**
 * What other rules would have done: the readings of the last hours go once more through the engine,
 * by the rules in force and by proposed ones, and the alerts of both are laid side by side.
 *
 * <p>One run at a time on a node, on a thread of its own; it ends when its asker has gone.
 */
@NullMarked
package dev.wardstream.desk.whatif;

import org.jspecify.annotations.NullMarked;
