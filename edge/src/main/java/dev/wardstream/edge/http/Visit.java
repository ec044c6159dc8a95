package dev.wardstream.edge.http;

import dev.wardstream.edge.access.Principal;
import dev.wardstream.edge.limit.NoSeat;
import dev.wardstream.edge.limit.Seat;
import dev.wardstream.edge.limit.Share;
import dev.wardstream.edge.socket.ErrorCode;
import dev.wardstream.edge.socket.Refusal;
import dev.wardstream.edge.socket.SocketMetrics;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.AttachmentKey;
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

  private final Seat seat;
  private final SocketMetrics metrics;

  Visit(Seat seat, SocketMetrics metrics) {
    this.seat = seat;
    this.metrics = metrics;
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
