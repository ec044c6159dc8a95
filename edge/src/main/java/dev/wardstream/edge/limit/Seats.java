package dev.wardstream.edge.limit;

import dev.wardstream.edge.limit.NoSeat.Full;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The places of a node, reserved before a connection is accepted. Connections that have not said
 * who they are have places of their own, so that however many of them come, those who have are not
 * kept out.
 */
public final class Seats {
  private final Caps caps;
  private final Rates rates;
  private final int largest;
  private final AtomicInteger taken = new AtomicInteger();
  private final AtomicInteger greeting = new AtomicInteger();
  private final Accounts addresses = new Accounts();
  private final Accounts principals = new Accounts();

  /**
   * @param largest bytes of the largest message
   */
  public Seats(Caps caps, Rates rates, int largest) {
    this.caps = caps;
    this.rates = rates;
    this.largest = largest;
  }

  /**
   * Takes a place.
   *
   * @param greets whether the peer is yet to say who it is, after the connection is accepted
   */
  public Seat reserve(InetAddress address, boolean greets) throws NoSeat {
    take(taken, caps.connections(), Full.NODE);
    var network = network(address);
    var seat =
        new Seat(
            this,
            network,
            addresses.join(network, () -> account(rates.address(), 1)),
            account(rates.connection(), 1));
    var reserved = false;
    try {
      seat.settle(greets);
      reserved = true;
      return seat;
    } finally {
      if (!reserved) {
        seat.release();
      }
    }
  }

  private Account account(Rate rate, int weight) {
    return new Account(rate, weight, rates.burst(), largest);
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

  /** Adds a connection to the account of a principal. */
  Account join(String subject, int weight) {
    return principals.join(subject, () -> account(rates.device(), weight));
  }

  void leave(String subject) {
    principals.leave(subject);
  }

  /** The address has one connection less, and so has the node. */
  void free(Object network) {
    addresses.leave(network);
    taken.decrementAndGet();
  }
}
