/**
 * Avro in the Confluent wire format, and the registry that knows the schemas.
 *
 * <p>{@link dev.wardstream.schemas.registry.AvroSerde} turns records into bytes and back: a zero
 * byte, the four bytes of the schema id, the Avro binary. A {@link
 * dev.wardstream.schemas.registry.SchemaRegistry} gives ids to schemas and schemas to ids: {@link
 * dev.wardstream.schemas.registry.RegistryClient} over HTTP, {@link
 * dev.wardstream.schemas.registry.InMemoryRegistry} in this process. Everything here may be used
 * from any thread; the network is reached at start and at the first sight of a schema id, never per
 * record.
 */
@NullMarked
package dev.wardstream.schemas.registry;

import org.jspecify.annotations.NullMarked;
