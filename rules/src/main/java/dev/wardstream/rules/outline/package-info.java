/**
 * How a rule set is laid out in a document: as a tree, as YAML in one canonical form, and in
 * sentences.
 *
 * <p>Pure functions; any thread.
 */
@NullMarked
package dev.wardstream.rules.outline;

import org.jspecify.annotations.NullMarked;
