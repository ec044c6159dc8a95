/**
 * The topic {@code audit.access}: who looked at what, who changed what about accounts, and who
 * tried what they may not. Looks are written before they are answered; the rest by a thread of its
 * own, after the answer.
 */
@NullMarked
package dev.wardstream.edge.audit;

import org.jspecify.annotations.NullMarked;
