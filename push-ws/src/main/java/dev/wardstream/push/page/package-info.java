/**
 * The streams of {@code /v1/push} without WebSocket: as server-sent events, and by long poll.
 *
 * <p>A request opens a conversation of the push endpoint with one subscription; the lines of the
 * conversation become events or an answer. Tokens are verified on a worker; everything after that
 * is owned by the exchange's I/O thread, which nothing may block.
 */
@NullMarked
package dev.wardstream.push.page;

import org.jspecify.annotations.NullMarked;
