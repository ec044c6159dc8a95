package dev.wardstream.push.wire;

import dev.wardstream.schemas.avro.AlertEvent;
import dev.wardstream.schemas.avro.AlertInstance;
import dev.wardstream.schemas.avro.OffsetRange;
import dev.wardstream.schemas.avro.RuleSetRef;
import java.util.List;
import tools.jackson.core.JsonGenerator;

/**
 * Alerts as subscribers see them. Order by {@code seq}, which grows by one per event of the
 * patient.
 */
public final class AlertJson {
  private AlertJson() {}

  /**
   * An event, at its position in {@code alerts.events}. Fields without a value are left out:
   *
   * <pre>{@code
   * {"alertId":"5f0c…","seq":7,"occurrence":1,"patient":"p-1","family":"SPO2_LOW","type":"RAISED",
   *  "severity":"MEDIUM","eventTime":"2026-11-21T10:00:15.000Z",
   *  "emittedAt":"2026-11-21T10:00:15.230Z","value":"89","limit":"< 90","open":true,"acked":false,
   *  "latched":false,"retrospective":false,"annunciated":true,"tier":0,"by":"nurse-1","note":"…",
   *  "ruleSet":{"id":"adult-continuous","version":1,"hash":"0123456789abcdef"},
   *  "readings":[{"topic":"vitals.readings","partition":3,"first":88121,"last":88123}]}
   * }</pre>
   *
   * {@code suppressed}, {@code audioPaused} and {@code stale} are there when true, {@code until},
   * {@code status} and {@code inputs} when there are any.
   */
  public static byte[] event(Position at, AlertEvent event) {
    return ItemJson.item(
        at.toString(),
        json -> {
          json.writeStringProperty("alertId", event.getAlertId());
          json.writeNumberProperty("seq", event.getSeq());
          json.writeNumberProperty("occurrence", event.getOccurrence());
          json.writeStringProperty("patient", event.getPatient());
          json.writeStringProperty("family", event.getFamily());
          json.writeStringProperty("type", event.getType().name());
          json.writeStringProperty("severity", event.getSeverity().name());
          ItemJson.time(json, "eventTime", event.getEventTime());
          ItemJson.time(json, "emittedAt", event.getEmittedAt());
          ItemJson.optional(json, "value", event.getValue());
          ItemJson.optional(json, "limit", event.getLimit());
          json.writeBooleanProperty("open", event.getOpen());
          json.writeBooleanProperty("acked", event.getAcked());
          json.writeBooleanProperty("latched", event.getLatched());
          json.writeBooleanProperty("retrospective", event.getRetrospective());
          json.writeBooleanProperty("annunciated", event.getAnnunciated());
          json.writeNumberProperty("tier", event.getTier());
          ItemJson.optional(json, "by", event.getBy());
          ItemJson.optional(json, "note", event.getNote());
          ItemJson.flag(json, "suppressed", event.getSuppressed());
          ItemJson.flag(json, "audioPaused", event.getAudioPaused());
          ItemJson.flag(json, "stale", event.getStale());
          ItemJson.optionalTime(json, "until", event.getUntil());
          ItemJson.optional(json, "status", event.getStatus());
          ruleSet(json, event.getRuleSet());
          readings(json, event.getReadings());
          InputsJson.write(json, event.getInputs());
        });
  }

  /**
   * An open alert, in snapshots: the fields of an event that describe the instance, with {@code
   * raisedAt} and {@code changedAt} (event times) instead of {@code eventTime} and {@code
   * emittedAt}, {@code worst}, {@code ackedBy} and {@code soundedSeq} in addition, always {@code
   * "open":true}, without {@code type}; with the receipts {@code deliveredAt}, {@code deliveredBy},
   * {@code seenAt} and {@code seenBy} when there are any.
   */
  public static byte[] instance(String at, AlertInstance alert) {
    return ItemJson.item(
        at,
        json -> {
          json.writeStringProperty("alertId", alert.getAlertId());
          json.writeNumberProperty("seq", alert.getSeq());
          json.writeNumberProperty("soundedSeq", alert.getSoundedSeq());
          json.writeNumberProperty("occurrence", alert.getOccurrence());
          json.writeStringProperty("patient", alert.getPatient());
          json.writeStringProperty("family", alert.getFamily());
          json.writeStringProperty("severity", alert.getSeverity().name());
          ItemJson.time(json, "raisedAt", alert.getRaisedAt());
          ItemJson.time(json, "changedAt", alert.getChangedAt());
          ItemJson.optional(json, "value", alert.getValue());
          ItemJson.optional(json, "worst", alert.getWorst());
          ItemJson.optional(json, "limit", alert.getLimit());
          json.writeBooleanProperty("open", true);
          json.writeBooleanProperty("acked", alert.getAcked());
          ItemJson.optional(json, "ackedBy", alert.getAckedBy());
          json.writeBooleanProperty("latched", alert.getLatched());
          json.writeBooleanProperty("retrospective", alert.getRetrospective());
          json.writeNumberProperty("tier", alert.getTier());
          ItemJson.flag(json, "suppressed", alert.getSuppressed());
          ItemJson.flag(json, "audioPaused", alert.getAudioPaused());
          ItemJson.flag(json, "stale", alert.getStale());
          ItemJson.optionalTime(json, "until", alert.getUntil());
          ItemJson.optional(json, "by", alert.getBy());
          ItemJson.optional(json, "note", alert.getNote());
          ItemJson.optional(json, "status", alert.getStatus());
          receipts(json, alert);
          ruleSet(json, alert.getRuleSet());
          readings(json, alert.getReadings());
          InputsJson.write(json, alert.getInputs());
        });
  }

  private static void receipts(JsonGenerator json, AlertInstance alert) {
    ItemJson.optionalTime(json, "deliveredAt", alert.getDeliveredAt());
    ItemJson.optional(json, "deliveredBy", alert.getDeliveredBy());
    ItemJson.optionalTime(json, "seenAt", alert.getSeenAt());
    ItemJson.optional(json, "seenBy", alert.getSeenBy());
  }

  static void ruleSet(JsonGenerator json, RuleSetRef ruleSet) {
    json.writeName("ruleSet");
    json.writeStartObject();
    json.writeStringProperty("id", ruleSet.getId());
    json.writeNumberProperty("version", ruleSet.getVersion());
    json.writeStringProperty("hash", ruleSet.getHash());
    json.writeEndObject();
  }

  private static void readings(JsonGenerator json, List<OffsetRange> ranges) {
    json.writeName("readings");
    json.writeStartArray();
    for (var range : ranges) {
      json.writeStartObject();
      json.writeStringProperty("topic", range.getTopic());
      json.writeNumberProperty("partition", range.getPartition());
      json.writeNumberProperty("first", range.getFirst());
      json.writeNumberProperty("last", range.getLast());
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
