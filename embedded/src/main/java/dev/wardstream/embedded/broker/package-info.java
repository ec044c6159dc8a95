/**
 * Apache Kafka's own broker and controller, one to three combined KRaft nodes in this process.
 *
 * <p>{@link dev.wardstream.embedded.broker.EmbeddedKafka} is the cluster; a {@code Node} is one
 * combined node, {@code NodeSettings} its configuration, {@code DataFolder} its directories, {@code
 * Listener} its two reserved ports. Kafka's threads do the work; the caller's thread starts and
 * stops.
 */
@NullMarked
package dev.wardstream.embedded.broker;

import org.jspecify.annotations.NullMarked;
