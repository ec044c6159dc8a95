/**
 * {@code put}: device readings from JSON to {@code vitals.readings}. Reading, placing and encoding
 * happen on the connection's I/O thread and touch nothing but memory.
 */
@NullMarked
package dev.wardstream.ingest.put;

import org.jspecify.annotations.NullMarked;
