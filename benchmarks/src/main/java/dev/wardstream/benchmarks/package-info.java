/**
 * The load harness: what the platform costs and how fast it is, measured beside a baseline in the
 * same run.
 *
 * <p>Broker, service and load each run in a process of their own, so that the CPU time of a service
 * is its own. Figures and commands are kept in {@code docs/benchmarks.md}.
 */
@NullMarked
package dev.wardstream.benchmarks;

import org.jspecify.annotations.NullMarked;
