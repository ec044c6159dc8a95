package dev.wardstream.push.wire;

import dev.wardstream.schemas.avro.VitalsWindow;
import tools.jackson.core.JsonGenerator;

/**
 * Statistics of one vital over one minute or hour, at its position in {@code vitals.windows}:
 *
 * <pre>{@code
 * {"patient":"p-1","vital":"hr","size":"MINUTE","start":"2026-11-21T10:00:00.000Z","count":60,
 *  "min":70,"max":75,"mean":72.31,"first":71,"last":72,
 *  "firstAt":"2026-11-21T10:00:00.000Z","lastAt":"2026-11-21T10:00:59.000Z","covered":60,
 *  "revision":0,"final":false}
 * }</pre>
 *
 * The same window comes again with a higher {@code revision} when late data changed it. {@code
 * covered}, how many sixtieths have a sample, is left out when it is not known.
 */
public final class WindowJson {
  private WindowJson() {}

  /** The item of a window. */
  public static byte[] window(Position at, String patient, VitalsWindow window) {
    return ItemJson.item(
        at.toString(),
        json -> {
          json.writeStringProperty("patient", patient);
          json.writeStringProperty("vital", VitalsJson.name(window.getVital()));
          json.writeStringProperty("size", window.getSize().name());
          ItemJson.time(json, "start", window.getStart());
          json.writeNumberProperty("count", window.getCount());
          decimal(json, "min", window.getMin());
          decimal(json, "max", window.getMax());
          decimal(json, "mean", window.getMean());
          decimal(json, "first", window.getFirst());
          decimal(json, "last", window.getLast());
          ItemJson.time(json, "firstAt", window.getFirstAt());
          ItemJson.time(json, "lastAt", window.getLastAt());
          if (window.getCovered() > 0) {
            json.writeNumberProperty("covered", window.getCovered());
          }
          json.writeNumberProperty("revision", window.getRevision());
          json.writeBooleanProperty("final", window.getFinal$());
        });
  }

  private static void decimal(JsonGenerator json, String name, String text) {
    json.writeName(name);
    if (DecimalText.isPlain(text)) {
      json.writeNumber(text);
    } else {
      json.writeString(text);
    }
  }
}
