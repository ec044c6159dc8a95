/**
 * The job that thinks: readings in; windows, newest values and alerts out. Kafka Streams.
 *
 * <p>This package is the process: start, settings, topology. {@code watch} keeps watch over each
 * patient with the pure engine of the clinical module, {@code association} tells it who is measured
 * by what, {@code horizon} how far time has come, {@code wire} is all that knows Avro and bytes.
 * Stream threads run the topology; each partition's state is touched by one of them at a time.
 */
@NullMarked
package dev.wardstream.alerts;

import org.jspecify.annotations.NullMarked;
