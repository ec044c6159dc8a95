package dev.wardstream.edge.socket;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * What leaves one connection: answers, then what the conversation fills in, gathered into one text
 * message per flush, one message on its way at a time.
 *
 * <p>Owned by the connection's I/O thread; {@link #answered} and {@link #wake} may be called from
 * any thread. Bounded by the requests that are pending: see {@link #isOverfull}.
 */
final class Outbox {
  private final SocketContext context;
  private final Wire wire;
  private final SocketSession session;
  private final OutgoingBuffer message;
  private final Queue<Answer> answers = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean woken = new AtomicBoolean();
  private final Runnable flush = this::flush;
  private final Runnable waker;
  private final Wire.Sent sent = this::sent;
  private byte @Nullable [] greeting;
  private int pending;
  private int pendingBytes;
  private boolean overfull;
  private boolean flushing;
  private boolean more;
  private boolean sending;
  private boolean dropped;
  private long sendingSince;
  private @Nullable CloseReason bye;
  private boolean finishAnswers;
  private boolean byeSaid;
  private boolean closeSent;
  private long closeSentAt;

  Outbox(SocketContext context, Wire wire, SocketSession session) {
    this.context = context;
    this.wire = wire;
    this.session = session;
    message = wire.message();
    waker = wire.waker(flush);
  }

  /** A request has been read that will be answered. */
  void expect(int bytes) {
    pending++;
    pendingBytes += bytes;
  }

  /**
   * Too much is unanswered to read on: from the limit up, until half of it is answered. The limit
   * shrinks while the endpoint has little room.
   */
  boolean isOverfull() {
    var requests = context.limits().pendingRequests();
    var bytes = session.endpoint.credit(context.limits().pendingBytes());
    overfull =
        overfull
            ? pending > requests / 2 || pendingBytes > bytes / 2
            : pending >= requests || pendingBytes >= bytes;
    return overfull;
  }

  void answered(Answer answer) {
    answers.add(answer);
    flushSoon();
  }

  private void flushSoon() {
    if (!woken.get() && woken.compareAndSet(false, true)) {
      wire.execute(flush);
    }
  }

  /** There is something to fill in: it is gathered with what others have to say. */
  void wake() {
    if (!woken.get() && woken.compareAndSet(false, true)) {
      waker.run();
    }
  }

  /** A flush will follow in this step: wakes until then need no step of their own. */
  void hold() {
    woken.set(true);
  }

  /** Says hello unasked, before anything else. */
  void greet(byte[] json) {
    greeting = json;
    flushSoon();
  }

  /**
   * Says why the server closes, and closes.
   *
   * @param finish answers what is pending first
   */
  void bye(CloseReason reason, boolean finish) {
    bye = reason;
    finishAnswers = finish;
    context.metrics().closed(reason);
    flush();
  }

  /** Sends what has gathered, as long as the socket takes it. */
  void flush() {
    woken.set(false);
    if (flushing || sending || dropped) {
      return;
    }
    flushing = true;
    more = true;
    while (more && !sending && !dropped && gather()) {
      send();
    }
    flushing = false;
    if (!sending && byeSaid && (!finishAnswers || pending == 0)) {
      sendClose();
    }
    session.applyReads();
  }

  private boolean gather() {
    message.reset();
    var hello = greeting;
    if (hello != null) {
      greeting = null;
      message.append(hello);
      message.endLine();
    }
    if (bye != null && !finishAnswers) {
      dropAnswers();
    } else {
      takeAnswers();
    }
    if (bye == null && message.remaining() > 0) {
      more = session.fill(message) || bye != null;
    } else if (bye != null && !byeSaid) {
      byeSaid = true;
      message.append(Json.bytes(Bye.because(bye).json()));
      message.endLine();
    }
    return !message.isEmpty();
  }

  private void takeAnswers() {
    while (message.remaining() > 0) {
      var answer = answers.poll();
      if (answer == null) {
        return;
      }
      settle(answer);
      var line = answer.line();
      if (line.length > 0) {
        message.append(line);
        message.endLine();
      }
    }
  }

  private void dropAnswers() {
    for (var answer = answers.poll(); answer != null; answer = answers.poll()) {
      settle(answer);
    }
  }

  private void settle(Answer answer) {
    pending--;
    pendingBytes -= answer.weight();
  }

  private void send() {
    sending = true;
    sendingSince = System.nanoTime();
    context.metrics().sent(message.length());
    wire.send(message.message(), sent);
  }

  private void sent(boolean successful) {
    sending = false;
    if (!successful) {
      dropped = true;
      wire.abort();
      return;
    }
    session.taken();
    if (!flushing) {
      flush();
    }
  }

  /** Sends the close frame if it has not been sent. */
  void sendClose() {
    if (bye != null && !closeSent && !dropped) {
      closeSent = true;
      closeSentAt = System.nanoTime();
      wire.close(bye.code(), bye.name());
    }
  }

  /** The connection is gone: nothing will be sent any more. */
  void drop() {
    dropped = true;
    dropAnswers();
  }

  boolean isSending() {
    return sending;
  }

  long sendingSince() {
    return sendingSince;
  }

  boolean isCloseSent() {
    return closeSent;
  }

  long closeSentAt() {
    return closeSentAt;
  }
}
