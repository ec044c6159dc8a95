/**
 * The {@code simulate} command: plays recordings over real WebSocket connections, one per bed.
 *
 * <p>One virtual thread per device; the display runs on the command's thread.
 */
@NullMarked
package dev.wardstream.cli.simulate;

import org.jspecify.annotations.NullMarked;
