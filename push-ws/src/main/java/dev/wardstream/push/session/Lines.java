package dev.wardstream.push.session;

import dev.wardstream.edge.socket.OutgoingMessage;
import dev.wardstream.push.hub.Gap.Why;
import java.nio.charset.StandardCharsets;

/**
 * Writes the lines of one subscription into outgoing messages: opens a line for items of a sort,
 * appends their shared bytes, closes it with the cursor.
 */
final class Lines {
  /** What a line of items tells. */
  enum Sort {
    SNAPSHOT,
    DATA
  }

  private static final byte[] COMMA = {','};
  private static final byte[] END_DATA = ascii("],\"cursor\":\"");
  private static final byte[] END_CURSOR = ascii("\"}");
  private static final byte[] END_SNAPSHOT = ascii("]}");
  private static final byte[] MORE = ascii("],\"more\":true}");
  private static final byte[] NO_MORE = ascii("],\"more\":false}");

  private final byte[] snapshot;
  private final byte[] data;
  private final byte[] prefix;

  Lines(int id) {
    prefix = ascii("{\"sub\":" + id);
    snapshot = ascii("{\"sub\":" + id + ",\"snapshot\":[");
    data = ascii("{\"sub\":" + id + ",\"data\":[");
  }

  static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  void open(OutgoingMessage message, Sort sort) {
    message.append(
        switch (sort) {
          case SNAPSHOT -> snapshot;
          case DATA -> data;
        });
  }

  void item(OutgoingMessage message, byte[] json, boolean first) {
    if (!first) {
      message.append(COMMA);
    }
    message.append(json);
  }

  void endData(OutgoingMessage message, byte[] cursor) {
    message.append(END_DATA);
    message.append(cursor);
    message.append(END_CURSOR);
    message.endLine();
  }

  /** Ends state that is told between events. */
  void endState(OutgoingMessage message) {
    message.append(END_SNAPSHOT);
    message.endLine();
  }

  void endPage(OutgoingMessage message, boolean more) {
    message.append(more ? MORE : NO_MORE);
    message.endLine();
  }

  void live(OutgoingMessage message, byte[] cursor) {
    message.append(prefix);
    message.append(ascii(",\"live\":{\"cursor\":\""));
    message.append(cursor);
    message.append(ascii("\"}}"));
    message.endLine();
  }

  void gap(OutgoingMessage message, byte[] from, byte[] to, Why why, long count) {
    message.append(prefix);
    message.append(ascii(",\"gap\":{\"from\":\""));
    message.append(from);
    message.append(ascii("\",\"to\":\""));
    message.append(to);
    message.append(ascii("\",\"why\":\"" + why.label() + "\",\"count\":" + count + "}}"));
    message.endLine();
  }
}
