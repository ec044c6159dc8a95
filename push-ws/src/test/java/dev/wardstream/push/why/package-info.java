/** Pure tests of {@code why}: no network, no clock. */
@NullMarked
package dev.wardstream.push.why;

import org.jspecify.annotations.NullMarked;
