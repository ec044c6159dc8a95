/**
 * What was said in a room before: {@code RoomPage} answers over HTTP, from a worker thread that may
 * wait, page by page from the newest back. Nothing is answered before it is in {@code
 * audit.access}.
 */
@NullMarked
package dev.wardstream.push.room;

import org.jspecify.annotations.NullMarked;
