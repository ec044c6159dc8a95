package dev.wardstream.edge.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wardstream.edge.limit.NoSeat.Full;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class SeatsTest {
  private static final InetAddress ONE = InetAddress.ofLiteral("192.0.2.1");
  private static final InetAddress TWO = InetAddress.ofLiteral("192.0.2.2");

  private static Seats seats(Caps caps) {
    var plenty = new Rate(1_000_000, 1_000_000);
    return new Seats(caps, new Rates(plenty, plenty, plenty, Duration.ofSeconds(10)));
  }

  private static Caps caps(int connections, int perAddress, int perPrincipal) {
    return new Caps(connections, perAddress, perPrincipal, 3, 2, 2, 2);
  }

  private static void assertFull(Full full, ThrowingCallable attempt) {
    assertThatThrownBy(attempt)
        .isInstanceOfSatisfying(NoSeat.class, no -> assertThat(no.full()).isEqualTo(full));
  }

  private static List<Seat> take(Seats seats, InetAddress address, int count, boolean greets)
      throws NoSeat {
    var taken = new ArrayList<Seat>();
    for (var i = 0; i < count; i++) {
      taken.add(seats.reserve(address, greets));
    }
    return taken;
  }

  @Test
  void thoseWhoGreetDoNotKeepOutThoseWhoHaveAToken() throws NoSeat {
    var seats = seats(caps(10, 10, 10));
    var silent = take(seats, ONE, 2, true);
    assertFull(Full.GREETING_OF_ADDRESS, () -> seats.reserve(ONE, true));
    silent.addAll(take(seats, TWO, 1, true));
    assertFull(Full.GREETING, () -> seats.reserve(TWO, true));
    take(seats, ONE, 7, false);
    assertFull(Full.NODE, () -> seats.reserve(ONE, false));
    assertThat(seats.greetingNow()).isEqualTo(3);

    silent.getFirst().claim("mon-1", 1);
    assertThat(seats.greetingNow()).isEqualTo(2);
    silent.forEach(Seat::release);
    silent.forEach(Seat::release);
    assertThat(seats.greetingNow()).isZero();
    take(seats, ONE, 3, false);
    assertFull(Full.NODE, () -> seats.reserve(ONE, false));
  }

  @Test
  void oneAddressDoesNotTakeEverything() throws NoSeat {
    var seats = seats(caps(10, 4, 10));
    var of = take(seats, ONE, 4, false);
    assertFull(Full.ADDRESS, () -> seats.reserve(ONE, false));
    take(seats, TWO, 4, false);
    of.getFirst().release();
    take(seats, ONE, 1, false);
  }

  @Test
  void oneNetworkOfIpv6CountsAsOneAddress() throws NoSeat {
    var seats = seats(caps(10, 2, 10));
    take(seats, InetAddress.ofLiteral("2001:db8::1"), 1, false);
    take(seats, InetAddress.ofLiteral("2001:db8::ffff:2"), 1, false);
    assertFull(Full.ADDRESS, () -> seats.reserve(InetAddress.ofLiteral("2001:db8::3"), false));
    take(seats, InetAddress.ofLiteral("2001:db8:0:1::1"), 1, false);
  }

  @Test
  void onePrincipalHasSoManyConnectionsWhereverTheyComeFrom() throws NoSeat {
    var seats = seats(caps(10, 10, 2));
    var first = seats.reserve(ONE, false);
    first.claim("gateway", 1);
    seats.reserve(TWO, false).claim("gateway", 1);
    var third = seats.reserve(TWO, false);
    assertFull(Full.PRINCIPAL, () -> third.claim("gateway", 1));
    third.release();
    first.release();
    seats.reserve(TWO, false).claim("gateway", 1);
  }

  @Test
  void aRateIsSharedByAllConnectionsAndOutlivesThem() throws NoSeat {
    var plenty = new Rate(1_000_000, 1_000_000);
    var rates = new Rates(plenty, new Rate(1, 1_000), plenty, Duration.ofSeconds(100));
    var seats = new Seats(caps(10, 10, 10), rates);
    var first = seats.reserve(ONE, false);
    var second = seats.reserve(TWO, false);
    first.claim("mon-1", 1);
    second.claim("mon-1", 1);
    var now = System.nanoTime();
    for (var i = 0; i < 50; i++) {
      assertThat(first.requests(1, now)).isZero();
      assertThat(second.requests(1, now)).isZero();
    }
    assertThat(first.requests(1, now)).isPositive();
    assertThat(second.requests(1, now)).isPositive();
    first.release();
    second.release();
    var again = seats.reserve(ONE, false);
    again.claim("mon-1", 1);
    assertThat(again.requests(1, now)).as("the debt is remembered").isPositive();
    var gateway = seats.reserve(ONE, false);
    gateway.claim("gateway", 3);
    var later = System.nanoTime();
    for (var i = 0; i < 300; i++) {
      assertThat(gateway.requests(1, later)).isZero();
    }
    assertThat(gateway.requests(1, later)).as("three devices' worth, no more").isPositive();
  }

  @Test
  void requestsInProgressAreLimitedBesideConnections() throws NoSeat {
    var seats = seats(caps(1, 1, 1));
    seats.reserve(ONE, false).claim("mon-1", 1);
    var first = seats.admit(ONE);
    var second = seats.admit(ONE);
    assertFull(Full.REQUESTS_OF_ADDRESS, () -> seats.admit(ONE));
    first.claim("mon-1", 1);
    second.claim("mon-1", 1);
    var third = seats.admit(TWO);
    assertFull(Full.REQUESTS_OF_PRINCIPAL, () -> third.claim("mon-1", 1));
    third.release();
    first.release();
    first.release();
    seats.admit(ONE).claim("mon-1", 1);
    assertFull(Full.REQUESTS_OF_ADDRESS, () -> seats.admit(ONE));
    assertFull(Full.NODE, () -> seats.reserve(TWO, false));
  }

  @Test
  void aRequestDrawsFromTheAccountsOfTheSockets() throws NoSeat {
    var plenty = new Rate(1_000_000, 1_000_000);
    var rates = new Rates(plenty, new Rate(1, 1_000), plenty, Duration.ofSeconds(100));
    var seats = new Seats(caps(10, 10, 10), rates);
    var socket = seats.reserve(ONE, false);
    socket.claim("mon-1", 1);
    var now = System.nanoTime();
    assertThat(socket.requests(60, now)).isZero();
    var request = seats.admit(TWO);
    request.claim("mon-1", 1);
    assertThat(request.requests(50, now)).as("all or none").isPositive();
    assertThat(request.requests(40, now)).isZero();
    assertThat(socket.requests(1, now)).isPositive();
    socket.release();
    request.release();
    var again = seats.admit(ONE);
    again.claim("mon-1", 1);
    assertThat(again.requests(1, now)).as("the debt is remembered").isPositive();
  }

  @Test
  void handshakesAreLimitedByTheRateOfTheAddress() throws NoSeat {
    var plenty = new Rate(1_000_000, 1_000_000);
    var rates = new Rates(plenty, plenty, new Rate(1, 1_000_000), Duration.ofSeconds(25));
    var seats = new Seats(caps(10, 10, 10), rates);
    take(seats, ONE, 2, false).forEach(Seat::release);
    assertFull(Full.HANDSHAKES, () -> seats.reserve(ONE, false));
    take(seats, TWO, 1, false);
  }
}
