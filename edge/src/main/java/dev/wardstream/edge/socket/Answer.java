package dev.wardstream.edge.socket;

import dev.wardstream.edge.limit.Share;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The answer to one line, from the moment it was read until it was written. Completed by any
 * thread, written and weighed by the connection's I/O thread.
 */
final class Answer implements Reply {
  private static final byte[] NONE = {};

  private final SocketSession session;
  private final @Nullable String id;
  private final @Nullable String verb;
  private final int weight;
  private final AtomicBoolean completed = new AtomicBoolean();
  private byte[] line = NONE;

  /**
   * @param id JSON text of the id; null when the line had none: then only errors are told
   * @param verb null when the line had none
   * @param weight bytes of the line
   */
  Answer(SocketSession session, @Nullable String id, @Nullable String verb, int weight) {
    this.session = session;
    this.id = id;
    this.verb = verb;
    this.weight = weight;
  }

  @Override
  public void ok(byte[] body) {
    complete(id == null ? NONE : okLine(id, body));
  }

  @Override
  public @Nullable Share share() {
    return session.share();
  }

  @Override
  public void refuse(Refusal refusal) {
    session.refused(verb, refusal);
    complete(errorLine(id, refusal));
  }

  @Override
  public byte @Nullable [] trace() {
    return session.trace();
  }

  private void complete(byte[] json) {
    if (!completed.compareAndSet(false, true)) {
      throw new IllegalStateException("answered twice");
    }
    line = json;
    session.outbox.answered(this);
  }

  byte[] line() {
    return line;
  }

  int weight() {
    return weight;
  }

  private static final byte[] ID = Json.bytes("{\"id\":");
  private static final byte[] OK = Json.bytes(",\"ok\":");

  private static byte[] okLine(String id, byte[] body) {
    var idLength = id.length();
    var json = new byte[ID.length + idLength + OK.length + body.length + 1];
    System.arraycopy(ID, 0, json, 0, ID.length);
    var at = ID.length;
    for (var i = 0; i < idLength; i++) {
      json[at++] = (byte) id.charAt(i); // ids are kept as printable ASCII
    }
    System.arraycopy(OK, 0, json, at, OK.length);
    at += OK.length;
    System.arraycopy(body, 0, json, at, body.length);
    json[json.length - 1] = '}';
    return json;
  }

  private static byte[] errorLine(@Nullable String id, Refusal refusal) {
    var json = new StringBuilder(160).append('{');
    if (id != null) {
      json.append("\"id\":").append(id).append(',');
    }
    return Json.bytes(json.append("\"error\":").append(ErrorJson.of(refusal)).append('}'));
  }
}
