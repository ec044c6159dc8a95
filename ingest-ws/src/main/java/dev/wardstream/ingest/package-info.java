/**
 * In: WebSocket to Kafka. A request is read on its connection's I/O thread, recorded by the
 * producer, and answered when Kafka has acknowledged it.
 */
@NullMarked
package dev.wardstream.ingest;

import org.jspecify.annotations.NullMarked;
