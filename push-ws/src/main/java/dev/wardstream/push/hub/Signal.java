package dev.wardstream.push.hub;

/**
 * That an item tells of an alert which sounds and wants to be confirmed. Immutable.
 *
 * @param alertId which alert
 * @param patient whose
 * @param seq of the event, or of the newest event that a piece of state contains
 */
public record Signal(String alertId, String patient, long seq) {}
