/**
 * {@code wardstream evaluate}: what a rule set would have done to a recorded cohort.
 *
 * <p>{@code cohort} reads stays, {@link Course} takes each through the engine on a virtual clock,
 * {@code figures} counts, {@code report} shows. One thread reads and counts; the courses run on all
 * cores and share nothing. Results are taken in the order of the cohort, so that they do not depend
 * on the number of cores.
 */
@NullMarked
package dev.wardstream.cli.evaluate;

import org.jspecify.annotations.NullMarked;
