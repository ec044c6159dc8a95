package dev.wardstream.push.session;

import dev.wardstream.edge.socket.OutgoingMessage;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;

/**
 * Writes {@code {"beat":{"7":"c2.…"},"now":"…"}}: where each subscription is, so that silence can
 * be told from loss. Several lines when one does not hold them all. I/O thread only.
 */
final class Beat {
  private static final DateTimeFormatter MILLIS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);
  private static final byte[] OPEN = Lines.ascii("{\"beat\":{");

  private final Clock clock;
  private boolean due;
  private int next;

  Beat(Clock clock) {
    this.clock = clock;
  }

  void due() {
    due = true;
    next = 0;
  }

  /** Writes what fits of a beat that is due; true when something was written. */
  boolean write(OutgoingMessage message, List<Delivery> deliveries) {
    if (!due) {
      return false;
    }
    message.append(OPEN);
    var first = true;
    while (next < deliveries.size() && (first || message.remaining() > 0)) {
      var delivery = deliveries.get(next);
      next++;
      if (delivery.isFollowing()) {
        delivery.settle();
        message.append(
            Lines.ascii((first ? "\"" : ",\"") + delivery.subscription().id() + "\":\""));
        message.append(delivery.cursor());
        message.append(Lines.ascii("\""));
        first = false;
      }
    }
    due = next < deliveries.size();
    message.append(Lines.ascii("},\"now\":\"" + MILLIS.format(clock.instant()) + "\"}"));
    message.endLine();
    return true;
  }
}
