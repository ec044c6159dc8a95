package dev.wardstream.push.wire;

import dev.wardstream.push.wire.Explanation.Evidence;
import dev.wardstream.push.wire.Explanation.Missing;
import dev.wardstream.push.wire.Explanation.Told;
import dev.wardstream.schemas.avro.AlertEvent;
import java.util.List;
import tools.jackson.core.JsonGenerator;

/**
 * An explanation as people and programs get it. Values are as the device sent them:
 *
 * <pre>{@code
 * {"alert":{"alertId":"5f0c…","patient":"p-3","family":"SPO2_LOW","open":true,"severity":"MEDIUM"},
 *  "events":[{"at":"alerts.events/3/991","seq":12,"type":"RAISED","severity":"MEDIUM",
 *    "eventTime":"…","emittedAt":"…","value":"89","limit":"< 90",
 *    "ruleSet":{"id":"adult-continuous","version":1,"hash":"0f1e2d3c4b5a6978"},
 *    "readings":[{"at":"vitals.readings/3/88121","device":"mon-7","t":"…","arrived":"…",
 *      "values":{"spo2":"88","hr":"72"},"deciding":["spo2"]}]}],
 *  "missing":[{"topic":"vitals.readings","partition":3,"first":88106,"last":88110,
 *    "why":"retention"}]}
 * }</pre>
 */
public final class WhyJson {
  private WhyJson() {}

  /** The bytes of an explanation. */
  public static byte[] of(Explanation explanation) {
    return ItemJson.object(json -> {
      alert(json, explanation);
      json.writeArrayPropertyStart("events");
      explanation.events().forEach(told -> event(json, told));
      json.writeEndArray();
      json.writeArrayPropertyStart("missing");
      explanation.missing().forEach(part -> missing(json, part));
      json.writeEndArray();
    });
  }

  private static void alert(JsonGenerator json, Explanation explanation) {
    var newest = explanation.newest();
    json.writeObjectPropertyStart("alert");
    json.writeStringProperty("alertId", newest.getAlertId());
    json.writeStringProperty("patient", explanation.patient());
    json.writeStringProperty("family", newest.getFamily());
    json.writeBooleanProperty("open", newest.getOpen());
    json.writeStringProperty("severity", newest.getSeverity().name());
    json.writeEndObject();
  }

  private static void event(JsonGenerator json, Told told) {
    var event = told.event();
    json.writeStartObject();
    json.writeStringProperty("at", told.at().toString());
    json.writeNumberProperty("seq", event.getSeq());
    json.writeStringProperty("type", event.getType().name());
    json.writeStringProperty("severity", event.getSeverity().name());
    ItemJson.time(json, "eventTime", event.getEventTime());
    ItemJson.time(json, "emittedAt", event.getEmittedAt());
    ItemJson.optional(json, "value", event.getValue());
    ItemJson.optional(json, "limit", event.getLimit());
    circumstances(json, event);
    AlertJson.ruleSet(json, event.getRuleSet());
    InputsJson.write(json, event.getInputs());
    readings(json, told.readings());
    json.writeEndObject();
  }

  private static void circumstances(JsonGenerator json, AlertEvent event) {
    ItemJson.optional(json, "status", event.getStatus());
    ItemJson.flag(json, "retrospective", event.getRetrospective());
    ItemJson.flag(json, "suppressed", event.getSuppressed());
    ItemJson.flag(json, "audioPaused", event.getAudioPaused());
    ItemJson.flag(json, "stale", event.getStale());
    ItemJson.optionalTime(json, "until", event.getUntil());
    ItemJson.optional(json, "by", event.getBy());
    ItemJson.optional(json, "note", event.getNote());
  }

  private static void readings(JsonGenerator json, List<Evidence> readings) {
    json.writeArrayPropertyStart("readings");
    for (var one : readings) {
      json.writeStartObject();
      json.writeStringProperty("at", one.at().toString());
      json.writeStringProperty("device", one.device());
      ItemJson.time(json, "t", one.reading().getT());
      ItemJson.time(json, "arrived", one.arrived());
      ItemJson.optional(json, "status", VitalsJson.status(one.reading().getStatus()));
      ItemJson.optional(json, "observationSet", one.reading().getObservationSet());
      values(json, one);
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void values(JsonGenerator json, Evidence one) {
    json.writeObjectPropertyStart("values");
    for (var value : one.reading().getValues()) {
      json.writeStringProperty(VitalsJson.name(value.getVital()), value.getValue());
    }
    json.writeEndObject();
    if (one.reading().getValues().stream().anyMatch(value -> value.getUnit() != null)) {
      json.writeObjectPropertyStart("units");
      for (var value : one.reading().getValues()) {
        ItemJson.optional(json, VitalsJson.name(value.getVital()), value.getUnit());
      }
      json.writeEndObject();
    }
    json.writeArrayPropertyStart("deciding");
    one.deciding().forEach(vital -> json.writeString(VitalsJson.name(vital)));
    json.writeEndArray();
  }

  private static void missing(JsonGenerator json, Missing part) {
    json.writeStartObject();
    json.writeStringProperty("topic", part.range().getTopic());
    json.writeNumberProperty("partition", part.range().getPartition());
    json.writeNumberProperty("first", part.range().getFirst());
    json.writeNumberProperty("last", part.range().getLast());
    json.writeStringProperty("why", part.why());
    json.writeEndObject();
  }
}
