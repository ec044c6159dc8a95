package dev.wardstream.push.wire;

import dev.wardstream.schemas.avro.PresenceEntry;

/** Who watches, as subscribers see it. */
public final class PresenceJson {
  private PresenceJson() {}

  /**
   * Somebody who watches, at the record that changed it; {@code at} ends in the subject, because
   * one record may tell of several:
   *
   * <pre>{@code
   * {"subject":"nurse-1","role":"nurse","streams":["alerts","vitals"],"sessions":2,
   *  "since":"2026-11-21T10:00:00.000Z"}
   * }</pre>
   *
   * <p>With {@code typingUntil} while they write something there.
   */
  public static byte[] present(Position at, PresenceEntry entry) {
    return ItemJson.item(
        at + "/" + entry.getSubject(),
        json -> {
          json.writeStringProperty("subject", entry.getSubject());
          json.writeStringProperty("role", entry.getRole());
          json.writeName("streams");
          json.writeStartArray();
          entry.getStreams().forEach(json::writeString);
          json.writeEndArray();
          json.writeNumberProperty("sessions", entry.getSessions());
          ItemJson.time(json, "since", entry.getSince());
          ItemJson.optionalTime(json, "typingUntil", entry.getTypingUntil());
        });
  }

  /** Somebody who watches no longer: {@code {"subject":"nurse-1","left":true}}. */
  public static byte[] left(Position at, String subject) {
    return ItemJson.item(
        at + "/" + subject,
        json -> {
          json.writeStringProperty("subject", subject);
          json.writeBooleanProperty("left", true);
        });
  }
}
