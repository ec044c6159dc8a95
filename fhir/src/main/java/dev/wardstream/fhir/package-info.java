/**
 * Vital-sign Observations of FHIR R4 become the readings of a put: parsed strictly by HAPI FHIR,
 * understood completely or not at all, and named by their content, so that one sent twice is the
 * same put. Nothing here knows HTTP or Kafka. Safe from any thread.
 */
@NullMarked
package dev.wardstream.fhir;

import org.jspecify.annotations.NullMarked;
