package dev.wardstream.clinical.rules;

/**
 * Which rules decided.
 *
 * @param name rule set id, e.g. adult-continuous
 * @param hash SHA-256 of the content, first 16 hex digits
 */
public record RuleSetId(String name, int version, String hash) {}
