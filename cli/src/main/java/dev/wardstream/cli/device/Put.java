package dev.wardstream.cli.device;

import dev.wardstream.cli.recordings.Sample;
import java.io.StringWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * One put request. Its ids never change, however often it is sent.
 *
 * @param seq sequence number within the device's boot, also the id of the request
 * @param measurements in the order measured
 */
record Put(long seq, List<Measurement> measurements) {
  private static final JsonFactory JSON = new JsonFactory();

  Put {
    measurements = List.copyOf(measurements);
  }

  /** The request as one line of JSON. */
  String frame(String device, long boot) {
    var text = new StringWriter(96 + 64 * measurements.size());
    try (var json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
      json.writeStartObject();
      json.writeNumberProperty("id", seq);
      json.writeObjectPropertyStart("put");
      json.writeStringProperty("device", device);
      json.writeNumberProperty("boot", boot);
      json.writeNumberProperty("seq", seq);
      json.writeArrayPropertyStart("readings");
      measurements.forEach(measurement -> write(json, measurement));
      json.writeEndArray();
      json.writeEndObject();
      json.writeEndObject();
    }
    return text.toString();
  }

  /** The request that renews the device's token in place. */
  static String renewal(String token) {
    var text = new StringWriter(64 + token.length());
    try (var json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
      json.writeStartObject();
      json.writeStringProperty("id", "renewal");
      json.writeObjectPropertyStart("auth");
      json.writeStringProperty("token", token);
      json.writeEndObject();
      json.writeEndObject();
    }
    return text.toString();
  }

  private static void write(JsonGenerator json, Measurement measurement) {
    Sample sample = measurement.sample();
    json.writeStartObject();
    json.writeNumberProperty("t", measurement.at().toEpochMilli());
    write(json, "hr", sample.hr());
    write(json, "pulse", sample.pulse());
    write(json, "rr", sample.rr());
    write(json, "spo2", sample.spo2());
    json.writeEndObject();
  }

  /** Writes the decimal text as it is: no binary number in between. */
  private static void write(JsonGenerator json, String name, @Nullable String decimal) {
    if (decimal != null) {
      json.writeName(name);
      json.writeNumber(decimal);
    }
  }
}
