package dev.wardstream.schemas.registry;

import dev.wardstream.schemas.Topic;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serde;

/**
 * Serializer and deserializer of the value of one topic. Immutable.
 *
 * @param topic the topic
 * @param type generated class of its value
 * @param registry who knows the schemas
 */
public record AvroSerde<T extends SpecificRecord>(
    Topic topic, Class<T> type, SchemaRegistry registry) implements Serde<T> {

  public AvroSerde {
    var schema = org.apache.avro.specific.SpecificData.get().getSchema(type);
    if (!schema.equals(topic.value())) {
      throw new IllegalArgumentException(topic.name() + " does not carry " + schema.getFullName());
    }
  }

  /** The serde of a topic. */
  public static <T extends SpecificRecord> AvroSerde<T> of(
      Topic topic, Class<T> type, SchemaRegistry registry) {
    return new AvroSerde<>(topic, type, registry);
  }

  /**
   * A new serializer. Registers the schema now: a process that may not write, or that carries an
   * incompatible schema, fails when it starts and not at its first record.
   */
  @Override
  public AvroSerializer<T> serializer() {
    return new AvroSerializer<>(type, registry.register(topic.subject(), schema()));
  }

  /** A new deserializer. Needs nothing from the registry until it sees a record. */
  @Override
  public AvroDeserializer<T> deserializer() {
    return AvroDeserializer.of(type, registry);
  }

  private org.apache.avro.Schema schema() {
    return SchemaText.parse(
        SchemaText.of(org.apache.avro.specific.SpecificData.get().getSchema(type)));
  }
}
