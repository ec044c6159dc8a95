package dev.wardstream.ingest.put;

import dev.wardstream.schemas.avro.Reading;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A put that was understood.
 *
 * @param device who measured
 * @param boot its restart counter
 * @param seq its put counter within the boot
 * @param patient whom a gateway or a person names; null when the associations decide
 * @param readings what could be understood, in the order sent
 * @param indices position of each reading in the request
 * @param rejected JSON array of what could not be understood; null when there is nothing
 */
public record Put(
    String device,
    long boot,
    long seq,
    @Nullable String patient,
    List<Reading> readings,
    List<Integer> indices,
    @Nullable String rejected) {}
