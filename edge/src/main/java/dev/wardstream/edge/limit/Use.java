package dev.wardstream.edge.limit;

import dev.wardstream.edge.limit.NoSeat.Full;
import java.util.concurrent.atomic.AtomicInteger;

/** What a place is for, and what caps hold for it. */
enum Use {
  /** A WebSocket. */
  CONNECTION,
  /** An HTTP request, until it is answered. */
  REQUEST;

  /** How often an account is used so. */
  AtomicInteger count(Account account) {
    return this == CONNECTION ? account.connections() : account.inProgress();
  }

  /** Refuses when an address is used more often than it may be. */
  void checkAddress(Account address, Caps caps) throws NoSeat {
    if (this == CONNECTION) {
      check(address, caps.perAddress(), Full.ADDRESS);
    } else {
      check(address, caps.requestsPerAddress(), Full.REQUESTS_OF_ADDRESS);
    }
  }

  /** Refuses when a principal is used more often than it may be. */
  void checkPrincipal(Account principal, Caps caps) throws NoSeat {
    if (this == CONNECTION) {
      check(principal, caps.perPrincipal(), Full.PRINCIPAL);
    } else {
      check(principal, caps.requestsPerPrincipal(), Full.REQUESTS_OF_PRINCIPAL);
    }
  }

  private void check(Account account, int most, Full full) throws NoSeat {
    if (count(account).get() > most) {
      throw new NoSeat(full);
    }
  }
}
