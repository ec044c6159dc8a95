package dev.wardstream.fhir;

import dev.wardstream.schemas.avro.Reading;
import org.jspecify.annotations.Nullable;

/**
 * An Observation as a put of one reading.
 *
 * @param device who measured
 * @param boot with {@code seq} identifies the put of the device
 * @param patient whom the Observation names; null when it names nobody
 * @param reading what was measured
 */
public record FhirPut(
    String device, long boot, long seq, @Nullable String patient, Reading reading) {}
