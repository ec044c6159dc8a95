package dev.wardstream.push.wire;

import dev.wardstream.push.wire.Judge.Judged;
import dev.wardstream.schemas.avro.DeviceReadings;
import dev.wardstream.schemas.avro.Reading;
import dev.wardstream.schemas.avro.ReadingStatus;
import dev.wardstream.schemas.avro.Vital;
import dev.wardstream.schemas.avro.VitalsLatest;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** Vital signs as subscribers see them. */
public final class VitalsJson {
  private final Judge judge;

  public VitalsJson(Judge judge) {
    this.judge = judge;
  }

  /**
   * A put, at its position in {@code vitals.readings}:
   *
   * <pre>{@code
   * {"patient":"p-1","device":"mon-7","boot":1763719200,"seq":1051,
   *  "arrivedAt":"2026-11-21T10:00:06.120Z",
   *  "readings":[{"t":"2026-11-21T10:00:05.000Z","hr":72,"spo2":97.5,"acvpu":"A","o2":false}],
   *  "unusable":[{"reading":0,"vital":"spo2","value":"127","why":"ARTEFACT"}]}
   * }</pre>
   *
   * Values are in canonical units and keep their decimal text. {@code unusable} is left out when it
   * is empty; its values are as sent. A reading carries {@code "status":"corrected"} or {@code
   * "enteredInError"} when it is not final, and its {@code observationSet} when it has one. {@code
   * part} is there when the readings were moved to the patient later: with it the put is another.
   */
  public byte[] readings(Position at, String patient, DeviceReadings put) {
    var verdicts =
        put.getReadings().stream().map(reading -> judge.judge(reading.getValues())).toList();
    return ItemJson.item(
        at.toString(),
        json -> {
          json.writeStringProperty("patient", patient);
          json.writeStringProperty("device", put.getDevice());
          json.writeNumberProperty("boot", put.getBoot());
          json.writeNumberProperty("seq", put.getSeq());
          if (put.getPart() != 0) {
            json.writeNumberProperty("part", put.getPart());
          }
          ItemJson.time(json, "arrivedAt", at.arrivedAt());
          json.writeName("readings");
          json.writeStartArray();
          for (var i = 0; i < verdicts.size(); i++) {
            usable(json, put.getReadings().get(i), verdicts.get(i));
          }
          json.writeEndArray();
          unusable(json, put, verdicts);
        });
  }

  private static void usable(JsonGenerator json, Reading reading, List<Judged> verdicts) {
    json.writeStartObject();
    ItemJson.time(json, "t", reading.getT());
    ItemJson.optional(json, "status", status(reading.getStatus()));
    ItemJson.optional(json, "observationSet", reading.getObservationSet());
    for (var i = 0; i < verdicts.size(); i++) {
      var verdict = verdicts.get(i);
      if (verdict.why() == null) {
        var vital = reading.getValues().get(i).getVital();
        json.writeName(name(vital));
        value(json, vital, verdict.value());
      }
    }
    json.writeEndObject();
  }

  static @Nullable String status(ReadingStatus status) {
    return switch (status) {
      case FINAL -> null;
      case CORRECTED -> "corrected";
      case ENTERED_IN_ERROR -> "enteredInError";
    };
  }

  private static void unusable(
      JsonGenerator json, DeviceReadings put, List<List<Judged>> verdicts) {
    if (verdicts.stream().flatMap(List::stream).allMatch(verdict -> verdict.why() == null)) {
      return;
    }
    json.writeName("unusable");
    json.writeStartArray();
    for (var i = 0; i < verdicts.size(); i++) {
      for (var j = 0; j < verdicts.get(i).size(); j++) {
        var verdict = verdicts.get(i).get(j);
        if (verdict.why() != null) {
          json.writeStartObject();
          json.writeNumberProperty("reading", i);
          json.writeStringProperty(
              "vital", name(put.getReadings().get(i).getValues().get(j).getVital()));
          json.writeStringProperty("value", verdict.value());
          json.writeStringProperty("why", verdict.why());
          json.writeEndObject();
        }
      }
    }
    json.writeEndArray();
  }

  /**
   * The newest value of each vital, at its position in {@code vitals.latest}:
   *
   * <pre>{@code
   * {"patient":"p-1","latest":{
   *   "hr":{"value":72,"t":"2026-11-21T10:00:05.000Z",
   *         "arrivedAt":"2026-11-21T10:00:06.120Z","device":"mon-7"}}}
   * }</pre>
   *
   * With {@code news2} when the patient has a score: see {@link News2Json}.
   */
  public static byte[] latest(Position at, String patient, VitalsLatest latest) {
    return ItemJson.item(
        at.toString(),
        json -> {
          json.writeStringProperty("patient", patient);
          json.writeName("latest");
          json.writeStartObject();
          for (var value : latest.getValues()) {
            json.writeName(name(value.getVital()));
            json.writeStartObject();
            json.writeName("value");
            value(json, value.getVital(), value.getValue());
            ItemJson.time(json, "t", value.getT());
            ItemJson.time(json, "arrivedAt", value.getArrivedAt());
            json.writeStringProperty("device", value.getDevice());
            json.writeEndObject();
          }
          json.writeEndObject();
          News2Json.write(json, latest.getNews2());
        });
  }

  /** The field of a vital on the wire, as in {@code put}. */
  static String name(Vital vital) {
    return dev.wardstream.clinical.vitals.Vital.valueOf(vital.name()).wireName();
  }

  /** A measured value: a number with its decimal text, a letter or a boolean. */
  static void value(JsonGenerator json, Vital vital, String text) {
    if (vital == Vital.O2 && (text.equals("true") || text.equals("false"))) {
      json.writeBoolean(text.equals("true"));
    } else if (vital != Vital.ACVPU && DecimalText.isPlain(text)) {
      json.writeNumber(text);
    } else {
      json.writeString(text);
    }
  }
}
