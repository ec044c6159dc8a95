package dev.wardstream.edge.limit;

import dev.wardstream.edge.limit.NoSeat.Full;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The places of a node, reserved before a connection or HTTP request is accepted. Connections that
 * have not said who they are have places of their own, so that however many of them come, those who
 * have are not kept out.
 */
public final class Seats {
  private final Caps caps;
  private final Rates rates;
  private final AtomicInteger taken = new AtomicInteger();
  private final AtomicInteger greeting = new AtomicInteger();
  private final Accounts addresses = new Accounts();
  private final Accounts principals = new Accounts();

  /** All of them, free. */
  public Seats(Caps caps, Rates rates) {
    this.caps = caps;
    this.rates = rates;
  }

  /**
   * Takes the place of a connection.
   *
   * @param greets whether the peer is yet to say who it is, after the connection is accepted
   */
  public Seat reserve(InetAddress address, boolean greets) throws NoSeat {
    take(taken, caps.connections(), Full.NODE);
    var seat = seat(address, Use.CONNECTION);
    var reserved = false;
    try {
      seat.settle();
      seat.shakeHands(greets);
      reserved = true;
      return seat;
    } finally {
      if (!reserved) {
        seat.release();
      }
    }
  }

  /** Takes the place of an HTTP request. */
  public Seat admit(InetAddress address) throws NoSeat {
    var seat = seat(address, Use.REQUEST);
    var admitted = false;
    try {
      seat.settle();
      admitted = true;
      return seat;
    } finally {
      if (!admitted) {
        seat.release();
      }
    }
  }

  private Seat seat(InetAddress address, Use use) {
    var network = network(address);
    var account = addresses.join(network, use, () -> account(rates.address(), 1));
    return new Seat(this, use, network, account, account(rates.connection(), 1));
  }

  private Account account(Rate rate, int weight) {
    return new Account(rate, weight, rates.burst());
  }

  static void take(AtomicInteger counter, int most, Full full) throws NoSeat {
    if (counter.incrementAndGet() > most) {
      counter.decrementAndGet();
      throw new NoSeat(full);
    }
  }

  /** What counts as one address: of IPv6 the network, for whoever has one has all of it. */
  private static Object network(InetAddress address) {
    return address instanceof Inet6Address six
        ? ByteBuffer.wrap(six.getAddress()).getLong()
        : address;
  }

  /** Connections that have not authenticated yet. */
  public int greetingNow() {
    return greeting.get();
  }

  AtomicInteger greeting() {
    return greeting;
  }

  Caps caps() {
    return caps;
  }

  /** Adds a use to the account of a principal. */
  Account join(String subject, Use use, int weight) {
    return principals.join(subject, use, () -> account(rates.device(), weight));
  }

  void leave(String subject, Use use) {
    principals.leave(subject, use);
  }

  /** The address is used once less, and so is the node. */
  void free(Object network, Use use) {
    addresses.leave(network, use);
    if (use == Use.CONNECTION) {
      taken.decrementAndGet();
    }
  }
}
