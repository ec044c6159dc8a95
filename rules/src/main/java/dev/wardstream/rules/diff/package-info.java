/**
 * What differs between two rule sets, in the terms of the document, and what it means for the
 * patient: more or fewer alerts, sooner or later.
 *
 * <p>Pure functions; any thread.
 */
@NullMarked
package dev.wardstream.rules.diff;

import org.jspecify.annotations.NullMarked;
