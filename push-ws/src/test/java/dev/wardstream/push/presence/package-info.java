/** Pure tests of {@code presence}: no network, a clock that is set. */
@NullMarked
package dev.wardstream.push.presence;

import org.jspecify.annotations.NullMarked;
