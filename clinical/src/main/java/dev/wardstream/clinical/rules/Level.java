package dev.wardstream.clinical.rules;

/** One level of a family: when it becomes active and when it ceases to be. */
public record Level(Severity severity, Hold raise, Hold clear) {}
