/** Scores, every row of their charts at both edges. */
@NullMarked
package dev.wardstream.clinical.scores;

import org.jspecify.annotations.NullMarked;
