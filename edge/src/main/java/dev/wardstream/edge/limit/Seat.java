package dev.wardstream.edge.limit;

import dev.wardstream.edge.limit.NoSeat.Full;
import org.jspecify.annotations.Nullable;

/**
 * The place of one connection or HTTP request, and what it may take per second: as a connection, as
 * one of its principal's and as one of its address's. Released once, when it has ended.
 */
public final class Seat {
  /** Requests that showing a token counts for: a signature is verified. */
  public static final int HANDSHAKE = 10;

  private final Seats seats;
  private final Use use;
  private final Object network;
  private final Account address;
  private final Account connection;
  private boolean greets;
  private boolean released;
  private @Nullable String subject;
  private volatile @Nullable Account principal;

  Seat(Seats seats, Use use, Object network, Account address, Account connection) {
    this.seats = seats;
    this.use = use;
    this.network = network;
    this.address = address;
    this.connection = connection;
  }

  /** Checks the cap of the address. */
  void settle() throws NoSeat {
    use.checkAddress(address, seats.caps());
  }

  /** Checks the rate of the address and, for one who greets, the caps of greeting. */
  synchronized void shakeHands(boolean greeting) throws NoSeat {
    var caps = seats.caps();
    if (address.requests(HANDSHAKE, System.nanoTime()) > 0) {
      throw new NoSeat(Full.HANDSHAKES);
    }
    if (greeting) {
      Seats.take(address.greeting(), caps.greetingPerAddress(), Full.GREETING_OF_ADDRESS);
      try {
        Seats.take(seats.greeting(), caps.greeting(), Full.GREETING);
        greets = true;
      } finally {
        if (!greets) {
          address.greeting().decrementAndGet();
        }
      }
    }
  }

  /**
   * The peer has proven who it is.
   *
   * @param weight multiplies the rate of a device: how many devices the peer writes for
   */
  public synchronized void claim(String subject, int weight) throws NoSeat {
    greeted();
    if (released || this.subject != null) {
      return;
    }
    var account = seats.join(subject, use, weight);
    this.subject = subject;
    principal = account;
    use.checkPrincipal(account, seats.caps());
  }

  private void greeted() {
    if (greets) {
      greets = false;
      address.greeting().decrementAndGet();
      seats.greeting().decrementAndGet();
    }
  }

  /**
   * Takes requests from the rates; 0 when granted, else the nanoseconds after which they would be.
   * What is refused may have counted, too: it was work.
   *
   * @param now {@link System#nanoTime}
   */
  public long requests(int count, long now) {
    var wait = connection.requests(count, now);
    if (wait == 0) {
      wait = address.requests(count, now);
    }
    var known = principal;
    return wait == 0 && known != null ? known.requests(count, now) : wait;
  }

  /** Takes the bytes of a message from the rates, as {@link #requests} does. */
  public long bytes(int count, long now) {
    var wait = connection.bytes(count, now);
    if (wait == 0) {
      wait = address.bytes(count, now);
    }
    var known = principal;
    return wait == 0 && known != null ? known.bytes(count, now) : wait;
  }

  /** What the principal has on its way to the log; null before it is known. */
  public @Nullable Share share() {
    var known = principal;
    return known == null ? null : known.share();
  }

  /** Gives the place back; once is enough. */
  public synchronized void release() {
    if (!released) {
      released = true;
      greeted();
      var known = subject;
      if (known != null) {
        seats.leave(known, use);
      }
      seats.free(network, use);
    }
  }
}
