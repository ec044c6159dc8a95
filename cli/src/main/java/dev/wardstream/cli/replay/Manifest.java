package dev.wardstream.cli.replay;

import dev.wardstream.desk.log.Range;
import java.io.StringWriter;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Counts what is written, and says at the end exactly what it was. One thread. */
final class Manifest {
  private static final JsonFactory JSON = new JsonFactory();

  private final TreeMap<Integer, Part> parts = new TreeMap<>();
  private final TreeSet<Integer> schemaIds = new TreeSet<>();
  private long records;
  private long unreadable;

  /**
   * What was asked for, and of which topic.
   *
   * @param topic name
   * @param topicId Kafka's id: a topic deleted and made again has another
   * @param from as given by the user
   * @param to as given by the user
   * @param patient null for everybody
   * @param format of the output
   */
  record Request(
      String topic,
      String topicId,
      @Nullable String from,
      @Nullable String to,
      @Nullable String patient,
      String format) {}

  private static final class Part {
    final Range range;
    long first = -1;
    long last = -1;
    long count;

    Part(Range range) {
      this.range = range;
    }
  }

  Manifest(List<Range> ranges) {
    ranges.forEach(range -> parts.put(range.partition(), new Part(range)));
  }

  /** Counts a record that has been written. */
  void count(int partition, long offset, Entry.Content content) {
    var part = parts.get(partition);
    if (part == null) {
      throw new IllegalArgumentException("partition %d is not read".formatted(partition));
    }
    part.first = part.first < 0 ? offset : part.first;
    part.last = offset;
    part.count++;
    records++;
    switch (content) {
      case Entry.Content.Decoded decoded -> schemaIds.add(decoded.schemaId());
      case Entry.Content.Unreadable _ -> unreadable++;
      case Entry.Content.Tombstone _, Entry.Content.Raw _ -> {}
    }
  }

  long records() {
    return records;
  }

  long unreadable() {
    return unreadable;
  }

  /** The manifest as JSON. */
  String json(Request request, byte[] sha256) {
    var text = new StringWriter();
    try (var json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
      json.writeStartObject();
      json.writeStringProperty("topic", request.topic());
      json.writeStringProperty("topicId", request.topicId());
      json.writeStringProperty("from", request.from());
      json.writeStringProperty("to", request.to());
      json.writeStringProperty("patient", request.patient());
      json.writeStringProperty("format", request.format());
      json.writeNumberProperty("records", records);
      json.writeNumberProperty("unreadable", unreadable);
      json.writeArrayPropertyStart("schemas");
      schemaIds.forEach(json::writeNumber);
      json.writeEndArray();
      json.writeArrayPropertyStart("partitions");
      parts.forEach((number, part) -> write(json, number, part));
      json.writeEndArray();
      json.writeStringProperty("sha256", HexFormat.of().formatHex(sha256));
      json.writeEndObject();
    }
    return text.append('\n').toString();
  }

  private static void write(JsonGenerator json, int number, Part part) {
    json.writeStartObject();
    json.writeNumberProperty("partition", number);
    json.writeNumberProperty("from", part.range.from());
    json.writeNumberProperty("to", part.range.to());
    if (part.count > 0) {
      json.writeNumberProperty("first", part.first);
      json.writeNumberProperty("last", part.last);
    }
    json.writeNumberProperty("records", part.count);
    json.writeEndObject();
  }
}
