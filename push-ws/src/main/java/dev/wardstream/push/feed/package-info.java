/**
 * Kafka to the hub: the feed thread, which follows what decides rights, the alerts, and the
 * partitions somebody watches; and the catch-up thread, which reads again for all who missed
 * something. What is read live or again is read here alone.
 */
@NullMarked
package dev.wardstream.push.feed;

import org.jspecify.annotations.NullMarked;
