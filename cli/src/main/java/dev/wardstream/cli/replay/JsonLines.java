package dev.wardstream.cli.replay;

import dev.wardstream.cli.replay.Entry.Content;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;

/** One JSON object per line. */
final class JsonLines implements EntryWriter {
  private static final JsonFactory JSON =
      JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();

  private final Writer out;

  JsonLines(OutputStream out) {
    this.out = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
  }

  @Override
  public void begin() {}

  @Override
  public void write(Entry entry) throws IOException {
    try (var json = JSON.createGenerator(ObjectWriteContext.empty(), out)) {
      json.writeStartObject();
      json.writeStringProperty("at", entry.at());
      json.writeStringProperty("time", ValueJson.time(entry.timestamp()));
      json.writeStringProperty("key", entry.key());
      if (!entry.headers().isEmpty()) {
        json.writeObjectPropertyStart("headers");
        entry.headers().forEach(json::writeStringProperty);
        json.writeEndObject();
      }
      write(json, entry.content());
      json.writeEndObject();
    }
    out.write('\n');
  }

  private static void write(JsonGenerator json, Content content) {
    switch (content) {
      case Content.Decoded(var schemaId, var value) -> {
        json.writeNumberProperty("schema", schemaId);
        json.writeName("value");
        ValueJson.write(json, value.getSchema(), value);
      }
      case Content.Tombstone _ -> json.writeNullProperty("value");
      case Content.Raw(var base64) -> json.writeStringProperty("bytes", base64);
      case Content.Unreadable(var base64, var why) -> {
        json.writeStringProperty("unreadable", why);
        json.writeStringProperty("bytes", base64);
      }
    }
  }

  @Override
  public void flush() throws IOException {
    out.flush();
  }
}
