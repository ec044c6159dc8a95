/**
 * Timelines for testing rules: JSON or YAML becomes located values, those become scenarios, they
 * run in parallel through the engine on a virtual clock, and what differs is told.
 *
 * <p>Reading is the caller's own thread; each scenario runs on one thread of a pool.
 */
@NullMarked
package dev.wardstream.desk.timelines;

import org.jspecify.annotations.NullMarked;
