/**
 * Timelines with the events they must lead to, and the runner that tells where an engine departs
 * from them. Tests and the command line use it to check a rule set.
 *
 * <p>Pure; any thread, one run per thread.
 */
@NullMarked
package dev.wardstream.clinical.scenario;

import org.jspecify.annotations.NullMarked;
