package dev.wardstream.clinical.rules;

import java.time.Duration;

/**
 * The clocks shared by all rules.
 *
 * @param lateness L: a reading this much older than the newest of its series is still evaluated
 * @param future F: a reading this much ahead of its arrival is still believed
 * @param freshness A: an event older than this when decided is recorded, not annunciated
 * @param lostEscalation how long a lost signal stays MEDIUM while a physiological HIGH is active
 */
public record Timing(
    Duration lateness, Duration future, Duration freshness, Duration lostEscalation) {}
