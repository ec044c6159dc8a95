/**
 * Timelines for testing rules: a JSON or YAML file becomes located values, those become scenarios,
 * they run in parallel through the engine on a virtual clock, and what differs is shown.
 *
 * <p>Reading and reporting are the command's own thread; each scenario runs on one thread of a
 * pool.
 */
@NullMarked
package dev.wardstream.cli.timelines;

import org.jspecify.annotations.NullMarked;
