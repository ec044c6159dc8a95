/**
 * The topic {@code audit.access}: who looked at what, and who tried what they may not. Looks are
 * written before they are answered; refusals by a thread of their own, after the answer.
 */
@NullMarked
package dev.wardstream.edge.audit;

import org.jspecify.annotations.NullMarked;
