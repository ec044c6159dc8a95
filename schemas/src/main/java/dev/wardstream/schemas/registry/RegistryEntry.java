package dev.wardstream.schemas.registry;

import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** One change of a registry's contents. */
public sealed interface RegistryEntry {

  /**
   * One version of a subject.
   *
   * @param subject the subject, as in {@code vitals.readings-value}
   * @param version 1 for the first of the subject
   * @param id id of the schema, the same in every subject
   * @param schema the schema
   */
  record Version(String subject, int version, int id, Schema schema) implements RegistryEntry {}

  /**
   * A compatibility level was set.
   *
   * @param subject the subject; null for the level of all that have none of their own
   * @param level the level
   */
  record Level(@Nullable String subject, Compatibility level) implements RegistryEntry {}

  /**
   * A version was deleted: it no longer counts, but what it wrote can still be read by its id.
   *
   * @param version the version
   */
  record Deleted(Version version) implements RegistryEntry {}
}
