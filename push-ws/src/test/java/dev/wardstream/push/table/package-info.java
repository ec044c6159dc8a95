/** Pure tests of {@code table}: no network, no clock. */
@NullMarked
package dev.wardstream.push.table;

import org.jspecify.annotations.NullMarked;
