/** Pure tests of {@code hub}: no network, no clock. */
@NullMarked
package dev.wardstream.push.hub;

import org.jspecify.annotations.NullMarked;
