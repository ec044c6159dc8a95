package dev.wardstream.clinical.engine;

import dev.wardstream.clinical.vitals.Vital;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One value as a device sent it.
 *
 * @param value the text exactly as sent
 * @param unit UCUM code when the device overrode the canonical unit; null otherwise
 * @param time event time: when it was measured
 */
public record Reading(Vital vital, String value, @Nullable String unit, Instant time) {}
