/** Timelines against the engine. */
@NullMarked
package dev.wardstream.clinical.scenario;

import org.jspecify.annotations.NullMarked;
