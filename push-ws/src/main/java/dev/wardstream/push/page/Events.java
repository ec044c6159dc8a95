package dev.wardstream.push.page;

import static dev.wardstream.push.page.Line.ascii;

import dev.wardstream.edge.socket.Bye;
import dev.wardstream.edge.socket.CloseReason;
import java.nio.ByteBuffer;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Lines as server-sent events: each is the data of one, its name the type, its cursor the id. An
 * event without a cursor leaves the last id as it is, so that a client that comes back with it
 * misses nothing: a snapshot that was cut off is begun again.
 */
final class Events implements Form {
  private static final int RETRY_MILLIS = 1_000;
  private static final int JITTER_MILLIS = 3_000;
  private static final byte[] DATA = ascii("data: ");
  private static final byte[] TYPE = ascii("\nevent: ");
  private static final byte[] ID = ascii("\nid: ");
  private static final byte[] END = ascii("\n\n");
  private static final int NONE = -1;

  private final int full;
  private final Text text = new Text();
  private int line = NONE;
  private long appended;
  private boolean over;

  /**
   * Begins with the time after which a client that loses the connection is to come back, another
   * for each.
   *
   * @param full bytes at which a message is sent
   */
  Events(int full) {
    this.full = full;
    var retry = RETRY_MILLIS + ThreadLocalRandom.current().nextInt(JITTER_MILLIS);
    text.append(ascii("retry: " + retry + "\n\n"));
  }

  @Override
  public String type() {
    return "text/event-stream";
  }

  @Override
  public int remaining() {
    return full - text.length();
  }

  @Override
  public void append(byte[] utf8) {
    append(utf8, 0, utf8.length);
  }

  @Override
  public void append(byte[] utf8, int offset, int length) {
    if (line == NONE) {
      text.append(DATA);
      line = text.length();
    }
    text.append(utf8, offset, length);
    appended += length;
  }

  @Override
  public void endLine() {
    var ended = text.line(line);
    var name = ended.name();
    var cursor = ended.cursor(name);
    text.append(TYPE);
    text.append(ascii(name));
    if (cursor != null) {
      text.append(ID);
      ended.appendTo(text, cursor);
    }
    text.append(END);
    line = NONE;
    if (ended.isRevoked(name)) {
      end(Bye.because(CloseReason.FORBIDDEN));
    }
  }

  /** Says why the server ends the stream, and when to come back. */
  void end(Bye bye) {
    if (bye.reason().resume()) {
      text.append(ascii("retry: " + bye.afterMillis() + "\n"));
    }
    text.append(ascii("event: bye\ndata: " + bye.json() + "\n\n"));
    over = true;
  }

  @Override
  public long appended() {
    return appended;
  }

  @Override
  public ByteBuffer take(boolean idle) {
    return text.view();
  }

  @Override
  public void taken() {
    text.reset();
  }

  @Override
  public boolean isOver() {
    return over;
  }
}
