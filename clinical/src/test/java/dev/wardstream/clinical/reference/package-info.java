/**
 * Every rule once more, as slowly and plainly as possible: every sample is kept for ever and looked
 * at again for every reading. It shares the rule records and the vitals with the engine, and
 * nothing else; random timelines must lead both to the same events.
 *
 * <p>One thread owns one patient.
 */
@NullMarked
package dev.wardstream.clinical.reference;

import org.jspecify.annotations.NullMarked;
