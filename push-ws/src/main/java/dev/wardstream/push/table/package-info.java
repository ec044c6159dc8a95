/**
 * What the push service keeps in memory to answer a snapshot at once: the census, the rooms, the
 * newest vitals, the open alerts, the last hour of windows, the last messages.
 *
 * <p>Written by the feed thread; the census and the rooms may be asked by any thread, because
 * rights depend on them. Everything can be rebuilt by reading again.
 */
@NullMarked
package dev.wardstream.push.table;

import org.jspecify.annotations.NullMarked;
