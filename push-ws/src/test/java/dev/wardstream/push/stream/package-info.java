/** Pure tests of {@code stream}: no network, no clock. */
@NullMarked
package dev.wardstream.push.stream;

import org.jspecify.annotations.NullMarked;
