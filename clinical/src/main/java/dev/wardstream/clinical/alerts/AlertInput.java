package dev.wardstream.clinical.alerts;

import dev.wardstream.clinical.vitals.Vital;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A value that took part in the decision of a composite rule.
 *
 * @param value text in the canonical unit, or the code
 * @param time its event time
 * @param score its sub-score; null where the rule has none
 */
public record AlertInput(Vital vital, String value, Instant time, @Nullable Integer score) {}
