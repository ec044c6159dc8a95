package dev.wardstream.edge.table;

/**
 * The newest record of one key.
 *
 * @param value its value
 * @param partition where it lies
 * @param offset where it lies
 * @param timestampMillis when it arrived
 */
public record Row<V>(V value, int partition, long offset, long timestampMillis) {}
