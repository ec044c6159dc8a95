package dev.wardstream.push.wire;

import dev.wardstream.schemas.avro.CarePatient;
import dev.wardstream.schemas.avro.ChatMessage;

/** The census and the rooms as subscribers see them. Fields without a value are left out. */
public final class CareJson {
  private CareJson() {}

  /**
   * A patient who is in the ward, at its position in {@code care.patients}:
   *
   * <pre>{@code
   * {"patient":"p-1","ward":"icu-1","bed":"3","name":"…","ageYears":71,"sex":"F",
   *  "profile":"adult-continuous"}
   * }</pre>
   */
  public static byte[] present(String at, String patient, CarePatient care) {
    return ItemJson.item(
        at,
        json -> {
          json.writeStringProperty("patient", patient);
          json.writeStringProperty("ward", care.getWard());
          json.writeStringProperty("bed", care.getBed());
          ItemJson.optional(json, "name", care.getName());
          if (care.getAgeYears() != null) {
            json.writeNumberProperty("ageYears", care.getAgeYears().intValue());
          }
          ItemJson.optional(json, "sex", care.getSex());
          json.writeStringProperty("profile", care.getProfile());
        });
  }

  /** A patient who is no longer in the ward: {@code {"patient":"p-1","left":true}}. */
  public static byte[] left(String at, String patient) {
    return ItemJson.item(
        at,
        json -> {
          json.writeStringProperty("patient", patient);
          json.writeBooleanProperty("left", true);
        });
  }

  /**
   * An event of a room, at its position in {@code chat.messages}; {@code message} and {@code
   * replyTo} are such positions:
   *
   * <pre>{@code
   * {"room":"consult-42","kind":"SAY","author":"nurse-1","key":"b7e0…","text":"…",
   *  "message":"chat.messages/2/4410","replyTo":"chat.messages/2/4410",
   *  "sentAt":"2026-11-21T10:00:00.000Z"}
   * }</pre>
   */
  public static byte[] message(Position at, String room, ChatMessage message) {
    return ItemJson.item(
        at.toString(),
        json -> {
          json.writeStringProperty("room", room);
          json.writeStringProperty("kind", message.getKind().name());
          json.writeStringProperty("author", message.getAuthor());
          ItemJson.optional(json, "key", message.getKey());
          ItemJson.optional(json, "text", message.getText());
          ItemJson.optional(json, "message", message.getMessage());
          ItemJson.optional(json, "replyTo", message.getReplyTo());
          ItemJson.time(json, "sentAt", message.getAt());
        });
  }
}
