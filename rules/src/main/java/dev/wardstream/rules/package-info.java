/**
 * Rule sets as data: the YAML documents that ship with the product, and the schema of such a
 * document. Reading is in {@code document}, writing in {@code outline}, comparing in {@code diff},
 * and what is in force in {@code feed}.
 *
 * <p>Pure: no clock, no network, no files but the product's own resources. Any thread.
 */
@NullMarked
package dev.wardstream.rules;

import org.jspecify.annotations.NullMarked;
