/**
 * {@code wardstream why}: which readings made an alert. Asks a server, or reads the log itself;
 * both give the same JSON, which is shown as it is or as a table. Main thread.
 */
@NullMarked
package dev.wardstream.cli.why;

import org.jspecify.annotations.NullMarked;
