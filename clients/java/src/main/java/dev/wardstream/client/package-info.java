/**
 * A client of the edge protocol: readings in, streams out, with nothing but the JDK and Jackson.
 *
 * <p>A {@link dev.wardstream.client.Subscription} or a {@link dev.wardstream.client.Device} is
 * owned by the thread that uses it, and blocks it: virtual threads are meant for that. The HTTP
 * client's threads only put what they hear into an inbox, one message at a time, so whoever does
 * not read is not sent more.
 */
@NullMarked
package dev.wardstream.client;

import org.jspecify.annotations.NullMarked;
