/**
 * What becomes of a record that cannot be understood: it is kept in {@code dead.letters} with the
 * reason and its origin, counted, and the job goes on with the next record.
 *
 * <p>Kafka Streams creates the handler and calls it on the stream threads.
 */
@NullMarked
package dev.wardstream.alerts.deadletters;

import org.jspecify.annotations.NullMarked;
