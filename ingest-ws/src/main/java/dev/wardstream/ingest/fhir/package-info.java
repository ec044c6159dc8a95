/**
 * In by FHIR R4: {@code POST /fhir/Observation}, transactions and batches on {@code POST /fhir},
 * and {@code GET /fhir/metadata}. What the fhir module has understood is authorised and recorded
 * like any put. Parsed on a virtual thread per request; no thread waits for Kafka.
 */
@NullMarked
package dev.wardstream.ingest.fhir;

import org.jspecify.annotations.NullMarked;
