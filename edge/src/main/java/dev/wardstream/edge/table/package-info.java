/**
 * Compacted topics held in memory, as both edge services need them to decide without asking.
 *
 * <p>Each table has one thread, which reads the topic from its start and then follows it.
 */
@NullMarked
package dev.wardstream.edge.table;

import org.jspecify.annotations.NullMarked;
