package dev.wardstream.push.page;

import static dev.wardstream.push.page.Line.ascii;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Lines as one answer, as soon as there is something: {@code
 * {"snapshot":[…],"gaps":[…],"data":[…],"cursor":"c2.…","live":true}}. A snapshot of several pages
 * is written page by page; anything else is held, up to {@value #MOST} bytes and one message.
 */
final class Poll implements Form {
  /** Bytes of data at which an answer ends; the next goes on from its cursor. */
  static final int MOST = 256 << 10;

  private static final byte[] COMMA = ascii(",");
  private static final byte[] NONE = {};

  private enum Due {
    NO,
    WHEN_LIVE,
    NOW
  }

  private final int full;
  private final boolean resumes;
  private final Text line = new Text();
  private final Text out = new Text();
  private final Text gaps = new Text();
  private final Text data = new Text();
  private byte[] cursor;
  private Due due = Due.NO;
  private long appended;
  private long atTake;
  private boolean state;
  private boolean listed;
  private boolean whole;
  private boolean paging;
  private boolean live;
  private boolean revoked;
  private boolean over;

  /**
   * An answer.
   *
   * @param full bytes at which a message is full
   * @param from where the client stands; null when it begins: then it is answered as soon as it has
   *     a cursor
   */
  Poll(int full, @Nullable String from) {
    this.full = full;
    resumes = from != null;
    cursor = from == null ? NONE : ascii(from);
    out.append(ascii("{"));
  }

  /** The client has waited as long as it wanted: it is answered, once what it missed is read. */
  void due() {
    due = Due.WHEN_LIVE;
  }

  /** It is answered now, if there is a cursor. */
  void late() {
    due = Due.NOW;
  }

  @Override
  public String type() {
    return "application/json";
  }

  @Override
  public int remaining() {
    return (int) (full - (appended - atTake));
  }

  @Override
  public void append(byte[] utf8) {
    append(utf8, 0, utf8.length);
  }

  @Override
  public void append(byte[] utf8, int offset, int length) {
    line.append(utf8, offset, length);
    appended += length;
  }

  @Override
  public void endLine() {
    var ended = line.line(0);
    var name = ended.name();
    switch (name) {
      case Line.SNAPSHOT -> snapshot(ended);
      case Line.DATA -> add(data, ended, ended.items());
      case Line.GAP -> add(gaps, ended, ended.object());
      case Line.LIVE -> live = true;
      default -> {}
    }
    revoked |= ended.isRevoked(name);
    var reached = ended.cursor(name);
    if (reached != null) {
      cursor = ascii(ended.text(reached));
    }
    line.reset();
  }

  private void snapshot(Line page) {
    var items = page.items();
    if (!state) {
      state = true;
      out.append(ascii("\"snapshot\":["));
    }
    if (items.length() > 0) {
      out.append(listed ? COMMA : NONE);
      page.appendTo(out, items);
      listed = true;
    }
    whole |= page.isPage();
    paging = page.hasMore();
  }

  private static void add(Text to, Line from, Line.Part part) {
    if (to.length() > 0) {
      to.append(COMMA);
    }
    from.appendTo(to, part);
  }

  @Override
  public long appended() {
    return appended;
  }

  @Override
  public ByteBuffer take(boolean idle) {
    atTake = appended;
    if (paging && !revoked) {
      return out.view();
    }
    if (!over && isReady(idle)) {
      over = true;
      finish();
    }
    return over ? out.view() : ByteBuffer.allocate(0);
  }

  private boolean isReady(boolean idle) {
    if (cursor.length == 0) {
      return false;
    }
    var something = state || gaps.length() > 0 || data.length() > 0 || (live && !resumes);
    return revoked
        || data.length() >= MOST
        || (something && idle)
        || due == Due.NOW
        || (due == Due.WHEN_LIVE && live);
  }

  private void finish() {
    if (state) {
      out.append(ascii(whole ? "],\"more\":" + paging + "," : "],"));
    }
    if (gaps.length() > 0) {
      out.append(ascii("\"gaps\":["));
      out.append(gaps);
      out.append(ascii("],"));
    }
    out.append(ascii("\"data\":["));
    out.append(data);
    out.append(ascii("],\"cursor\":\""));
    out.append(cursor);
    out.append(ascii("\",\"live\":" + live + "}\n"));
  }

  @Override
  public void taken() {
    out.reset();
  }

  @Override
  public boolean isOver() {
    return over;
  }
}
