package dev.wardstream.schemas.registry;

import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;

/** Schemas as the text that registries and the history keep. */
public final class SchemaText {
  private static final String JAVA_STRING = "{\"type\":\"string\",\"avro.java.string\":\"String\"}";

  private SchemaText() {}

  /** The schema without the marks that only Java's code generator needs. */
  public static String of(Schema schema) {
    return schema.toString().replace(JAVA_STRING, "\"string\"");
  }

  /**
   * The schema of a text.
   *
   * @throws RegistryException when the text is not an Avro schema
   */
  public static Schema parse(String text) {
    try {
      return new Schema.Parser().parse(text);
    } catch (AvroRuntimeException e) {
      throw new RegistryException(
          RegistryError.INVALID_SCHEMA, "not an Avro schema: " + e.getMessage(), e);
    }
  }
}
