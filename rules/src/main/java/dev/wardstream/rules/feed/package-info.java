/**
 * Which rule sets are in force: the records of {@code alerts.rules}, folded over the built-in
 * profiles.
 *
 * <p>Immutable values; any thread.
 */
@NullMarked
package dev.wardstream.rules.feed;

import org.jspecify.annotations.NullMarked;
