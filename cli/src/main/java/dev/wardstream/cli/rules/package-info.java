/**
 * The {@code rules} command: checks, tests, shows, compares and applies rule sets, and tells their
 * history.
 *
 * <p>Reading, comparing and writing documents is the {@code rules} module's; this package asks,
 * prints, and talks to {@code alerts.rules}. Runs on the main thread.
 */
@NullMarked
package dev.wardstream.cli.rules;

import org.jspecify.annotations.NullMarked;
