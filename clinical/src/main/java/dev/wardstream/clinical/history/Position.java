package dev.wardstream.clinical.history;

/** Where in the log of readings a put stands; the topic is known to the caller. */
public record Position(int partition, long offset) {}
