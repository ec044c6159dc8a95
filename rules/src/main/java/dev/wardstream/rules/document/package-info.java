/**
 * A rule set read from a YAML document: the rules, or every problem of the text at once, each with
 * its line, column, path and remedy.
 *
 * <p>The text is hostile until read: it has a greatest length and depth, and anchors, aliases and
 * tags are refused before anything is built from it. Immutable results; any thread.
 */
@NullMarked
package dev.wardstream.rules.document;

import org.jspecify.annotations.NullMarked;
