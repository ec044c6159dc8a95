/** Pure tests of {@code wire}: no network, no clock. */
@NullMarked
package dev.wardstream.push.wire;

import org.jspecify.annotations.NullMarked;
