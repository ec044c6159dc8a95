/** Tests of the samples that are kept. */
@NullMarked
package dev.wardstream.clinical.history;

import org.jspecify.annotations.NullMarked;
