package dev.wardstream.edge.http;

import dev.wardstream.edge.access.Principal;
import dev.wardstream.edge.limit.NoSeat;
import dev.wardstream.edge.limit.Seat;
import dev.wardstream.edge.limit.Seats;
import dev.wardstream.edge.limit.Share;
import dev.wardstream.edge.socket.ErrorCode;
import dev.wardstream.edge.socket.Refusal;
import dev.wardstream.edge.socket.SocketMetrics;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.AttachmentKey;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP request that has been let in by {@link Admission}, and what it takes of what its address
 * and whoever sends it may have: the same accounts as those of the sockets. Any thread.
 */
public final class Visit {
  private static final AttachmentKey<Visit> VISIT = AttachmentKey.create(Visit.class);
  private static final Duration LATER = Duration.ofSeconds(1);

  private final Seats seats;
  private final InetAddress address;
  private final SocketMetrics metrics;
  private volatile Seat seat;

  Visit(Seats seats, InetAddress address, SocketMetrics metrics) throws NoSeat {
    this.seats = seats;
    this.address = address;
    this.metrics = metrics;
    seat = seats.admit(address);
  }

  /** That of a request that was let in. */
  static Visit of(HttpServerExchange exchange) {
    return Objects.requireNonNull(exchange.getAttachment(VISIT));
  }

  void begin(HttpServerExchange exchange) {
    exchange.putAttachment(VISIT, this);
    exchange.addExchangeCompleteListener((_, next) -> {
      seat.release();
      next.proceed();
    });
  }

  /** It is known who sends it; refused when too many of theirs are in progress. */
  void claim(Principal principal) throws Refusal {
    try {
      seat.claim(principal.subject(), principal.weight());
    } catch (NoSeat e) {
      throw full(e, metrics);
    }
  }

  /**
   * The answer will last: from here on it has the place of a connection, like a socket, and gives
   * back that of a request. To be called before the answer begins.
   *
   * @throws Refusal when there are as many connections as there may be, of this principal, of its
   *     address, or of all
   */
  public void stay(Principal principal) throws Refusal {
    var request = seat;
    try {
      var connection = seats.reserve(address, false);
      seat = connection;
      request.release();
      connection.claim(principal.subject(), principal.weight());
    } catch (NoSeat e) {
      throw full(e, metrics);
    }
  }

  static Refusal full(NoSeat none, SocketMetrics metrics) {
    metrics.noSeat(none.full());
    return Refusal.retry(
        ErrorCode.UNAVAILABLE, "too many requests at a time: nothing was recorded", LATER);
  }

  /** Takes the bytes of the body from the rates; refused above them. */
  public void bytes(int count) throws Refusal {
    grant(seat.bytes(count, System.nanoTime()));
  }

  /**
   * Takes requests from the rates, all or none; refused above them.
   *
   * @param count as on a socket, where each put is one
   */
  public void requests(int count) throws Refusal {
    grant(seat.requests(count, System.nanoTime()));
  }

  private static void grant(long wait) throws Refusal {
    if (wait > 0) {
      throw Refusal.rate(wait);
    }
  }

  /** What its sender has on its way to the log; null before it is known who that is. */
  public @Nullable Share share() {
    return seat.share();
  }
}
