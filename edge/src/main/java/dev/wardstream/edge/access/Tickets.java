package dev.wardstream.edge.access;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One-time tickets for clients that cannot send a token: 128 random bits, good for half a minute,
 * one use, one stream, and pages of the origin that asked. Known to this node only, so that no
 * other can honour one a second time. Any thread; never waits.
 */
public final class Tickets {
  private static final Duration LIFETIME = Duration.ofSeconds(30);
  private static final int MOST = 20_000;
  private static final int MOST_OF_ONE = 64;
  private static final int BYTES = 16;

  private record Held(Principal principal, String origin, Instant until) {}

  private final SecureRandom random = new SecureRandom();
  private final InstantSource clock;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, Held> held = new LinkedHashMap<>();

  Tickets(InstantSource clock) {
    this.clock = clock;
  }

  /**
   * A ticket.
   *
   * @param text what to send
   * @param until void from here on
   */
  public record Ticket(String text, Instant until) {

    /** Without the text. */
    @Override
    public String toString() {
      return "Ticket[" + until + "]";
    }
  }

  /**
   * Issues a ticket.
   *
   * @param origin of the page that asks; empty when it is not a page
   * @return empty when too many have not been used yet
   */
  public Optional<Ticket> issue(Principal principal, String origin, String stream) {
    var now = clock.instant();
    var bytes = new byte[BYTES];
    random.nextBytes(bytes);
    var text = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    var only =
        new Principal(
            principal.subject(),
            principal.roles(),
            principal.wards(),
            principal.patients(),
            principal.devices(),
            principal.expires(),
            principal.proof().only(stream));
    lock.lock();
    try {
      forget(now);
      if (held.size() >= MOST || of(principal.subject()) >= MOST_OF_ONE) {
        return Optional.empty();
      }
      var until = now.plus(LIFETIME);
      held.put(text, new Held(only, origin, until));
      return Optional.of(new Ticket(text, until));
    } finally {
      lock.unlock();
    }
  }

  private long of(String subject) {
    return held.values().stream()
        .filter(each -> each.principal().subject().equals(subject))
        .count();
  }

  /** Forgets what is over; the oldest come first. */
  private void forget(Instant now) {
    Iterator<Held> oldest = held.values().iterator();
    while (oldest.hasNext() && !now.isBefore(oldest.next().until())) {
      oldest.remove();
    }
  }

  /** The principal of a ticket, which is void from here on, also when the origin is wrong. */
  Principal redeem(String text, String origin) throws InvalidToken {
    var now = clock.instant();
    lock.lock();
    try {
      var ticket = held.remove(text);
      if (ticket == null || !now.isBefore(ticket.until()) || !ticket.origin().equals(origin)) {
        throw new InvalidToken("ticket");
      }
      return ticket.principal();
    } finally {
      lock.unlock();
    }
  }
}
