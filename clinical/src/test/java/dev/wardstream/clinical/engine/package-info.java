/** The engine at its edges, and against a naive reference. */
@NullMarked
package dev.wardstream.clinical.engine;

import org.jspecify.annotations.NullMarked;
