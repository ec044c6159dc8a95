/** Pure tests of {@code feed}: no network, no clock. */
@NullMarked
package dev.wardstream.push.feed;

import org.jspecify.annotations.NullMarked;
