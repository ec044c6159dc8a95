package dev.wardstream.alerts.watch;

import dev.wardstream.clinical.vitals.Vital;
import java.time.Instant;

/** Which sample: the store keeps them in the order patient, vital, event time. */
public record SampleKey(String patient, Vital vital, Instant time) {}
