/**
 * The contract of the platform: the topic catalogue and what travels in each topic.
 *
 * <p>Generated Avro classes live in {@code dev.wardstream.schemas.avro}; serdes in the Confluent
 * wire format and the registry client in {@code dev.wardstream.schemas.registry}. No behaviour.
 */
@NullMarked
package dev.wardstream.schemas;

import org.jspecify.annotations.NullMarked;
