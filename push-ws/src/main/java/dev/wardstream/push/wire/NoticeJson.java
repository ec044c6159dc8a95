package dev.wardstream.push.wire;

import dev.wardstream.schemas.avro.Notice;

/** What wards should know, as subscribers see it. Fields without a value are left out. */
public final class NoticeJson {
  private NoticeJson() {}

  /**
   * A record of the topic, at its position:
   *
   * <pre>{@code
   * {"kind":"GLASS_BROKEN","patient":"p-3","by":"dr-lee","role":"doctor","text":"…",
   *  "until":"2026-11-21T11:00:00.000Z","sentAt":"2026-11-21T10:00:00.000Z"}
   * }</pre>
   */
  public static byte[] notice(Position at, Notice notice) {
    return ItemJson.item(
        at.toString(),
        json -> {
          json.writeStringProperty("kind", notice.getKind().name());
          ItemJson.optional(json, "patient", notice.getPatient());
          json.writeStringProperty("by", notice.getBy());
          json.writeStringProperty("role", notice.getRole());
          json.writeStringProperty("text", notice.getText());
          ItemJson.optionalTime(json, "until", notice.getUntil());
          ItemJson.time(json, "sentAt", notice.getAt());
        });
  }
}
