package dev.wardstream.cli.evaluate.figures;

import dev.wardstream.clinical.rules.Severity;

/**
 * Somebody was called: an alert was raised or escalated, and annunciated.
 *
 * @param at epoch milliseconds
 * @param severity what it became
 */
public record Alert(long at, String family, Severity severity) {}
