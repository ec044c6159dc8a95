/**
 * Everything in one process: broker, registry, both edge services, the alert job and the console.
 *
 * <p>{@link dev.wardstream.cli.platform.Platform} is the entry for programs, the {@code up} command
 * the one for people. Threads belong to the parts; this package only starts and stops them in
 * order.
 */
@NullMarked
package dev.wardstream.cli.platform;

import org.jspecify.annotations.NullMarked;
