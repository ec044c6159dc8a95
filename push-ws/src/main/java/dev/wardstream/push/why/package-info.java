/**
 * Why did it alarm: from an alert to its events, and from these to exactly the readings that
 * decided. {@code WhyPage} answers over HTTP, from a worker thread that may wait; nothing is
 * answered before the look is in {@code audit.access}.
 */
@NullMarked
package dev.wardstream.push.why;

import org.jspecify.annotations.NullMarked;
