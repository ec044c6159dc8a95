/** Shows what came of timelines: a report for people, events for programs. */
@NullMarked
package dev.wardstream.cli.timelines;

import org.jspecify.annotations.NullMarked;
