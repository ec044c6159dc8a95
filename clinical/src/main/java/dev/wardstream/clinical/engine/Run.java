package dev.wardstream.clinical.engine;

/**
 * Consecutive samples that all meet a limit, each at most the maximal gap after the one before.
 *
 * @param startMillis event time of the first
 * @param lastMillis event time of the last
 */
record Run(long startMillis, long lastMillis, int count) {}
