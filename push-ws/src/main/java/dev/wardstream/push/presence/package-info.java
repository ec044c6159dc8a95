/**
 * Who watches which ward, patient or room: counted on this node, told to the others in {@code
 * push.presence}, and known from all of them.
 *
 * <p>The feed thread owns all of it; what is to be written leaves through {@link
 * dev.wardstream.push.presence.PresenceLog}, which never waits.
 */
@NullMarked
package dev.wardstream.push.presence;

import org.jspecify.annotations.NullMarked;
