package dev.wardstream.cli.replay;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * One record of the log, decoded.
 *
 * @param at position, as in {@code alerts.events/3/991}
 * @param timestamp arrival, epoch milliseconds
 * @param key as text; null when there is none
 * @param headers as text
 * @param content the value
 */
record Entry(
    String at, long timestamp, @Nullable String key, Map<String, String> headers, Content content) {

  /** What a record carries. */
  sealed interface Content {
    /** A value of a known schema. */
    record Decoded(int schemaId, GenericRecord value) implements Content {}

    /** Nothing: the key has been deleted. */
    record Tombstone() implements Content {}

    /**
     * Bytes of a topic without a schema.
     *
     * @param base64 the bytes
     */
    record Raw(String base64) implements Content {}

    /**
     * Bytes that are not what the topic carries.
     *
     * @param base64 the bytes
     */
    record Unreadable(String base64, String why) implements Content {}
  }

  static Entry of(ConsumerRecord<byte[], byte[]> record, Content content) {
    var headers = new LinkedHashMap<String, String>();
    record.headers().forEach(header -> headers.put(header.key(), text(header.value())));
    var at = record.topic() + "/" + record.partition() + "/" + record.offset();
    return new Entry(at, record.timestamp(), text(record.key()), headers, content);
  }

  private static @Nullable String text(byte @Nullable [] bytes) {
    return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
  }
}
