/** Tests of what is in flight, without Kafka. */
@NullMarked
package dev.wardstream.ingest.record;

import org.jspecify.annotations.NullMarked;
