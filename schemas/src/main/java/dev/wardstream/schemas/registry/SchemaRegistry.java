package dev.wardstream.schemas.registry;

import org.apache.avro.Schema;

/** Gives ids to schemas and schemas to ids. Implementations are safe for use by many threads. */
public interface SchemaRegistry {

  /**
   * Makes the schema the newest version of the subject unless the subject has it already.
   *
   * @return the id of the schema; the same schema has the same id in every subject
   * @throws RegistryException when the schema breaks the compatibility of the subject, or the
   *     registry cannot be reached
   */
  int register(String subject, Schema schema);

  /**
   * The schema of an id.
   *
   * @throws RegistryException when there is none, or the registry cannot be reached
   */
  Schema byId(int id);
}
