/**
 * In by plain HTTP: {@code POST /v1/readings}. The token is verified and the body looked at on a
 * virtual thread each; then no thread waits until Kafka has answered for every put of the body, and
 * the producer's thread has the answer written.
 */
@NullMarked
package dev.wardstream.ingest.http;

import org.jspecify.annotations.NullMarked;
