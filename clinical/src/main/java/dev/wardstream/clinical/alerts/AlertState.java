package dev.wardstream.clinical.alerts;

import org.jspecify.annotations.Nullable;

/**
 * What is left of an alert after a step.
 *
 * @param instance null when it is closed
 */
public record AlertState(
    String patient, String family, @Nullable AlertInstance instance, Marks marks) {}
