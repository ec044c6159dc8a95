/**
 * Kafka to the hub: the feed thread that follows every topic, and the catch-up threads that read
 * again what a subscriber missed. The only package that talks to Kafka.
 */
@NullMarked
package dev.wardstream.push.feed;

import org.jspecify.annotations.NullMarked;
