/**
 * Requests on their way into Kafka: what every verb shares. Fields are read here, records are sent
 * here, and here it is decided whether nothing was recorded, everything was, or nobody knows.
 */
@NullMarked
package dev.wardstream.ingest.record;

import org.jspecify.annotations.NullMarked;
