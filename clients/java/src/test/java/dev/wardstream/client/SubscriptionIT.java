package dev.wardstream.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SubscriptionIT {
  private static final long ITEMS = 40;
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final StreamRequest ALL =
      StreamRequest.of("wards/w/vitals").from(new From.Earliest());

  private static List<String> expected() {
    return LongStream.range(0, ITEMS).mapToObj("vitals.readings/0/%d"::formatted).toList();
  }

  /** Everything there is; after each event with data something may be done to the stream. */
  private static List<String> read(FakeServer server, StreamRequest request, Mischief mischief)
      throws InterruptedException {
    var positions = new ArrayList<String>();
    try (var client = WardstreamClient.to(server.uri(), () -> "t");
        var stream = client.subscribe(request)) {
      while (positions.size() < ITEMS) {
        var event = stream.next(LIMIT);
        assertThat(event).as("after %s", positions).isNotNull();
        if (event instanceof Event.Data(var items, _)) {
          items.forEach(item -> positions.add(item.at()));
          mischief.with(stream, positions.size());
        }
      }
    }
    return positions;
  }

  private interface Mischief {
    void with(Subscription stream, int read);
  }

  @ParameterizedTest
  @EnumSource(
      value = Transport.class,
      names = {"EVENT_STREAM", "LONG_POLL"})
  void goesOnAfterEveryEndOfAnAnswer(Transport transport) throws Exception {
    try (var server = new FakeServer(ITEMS, 1)) {
      assertThat(read(server, ALL.over(transport), (_, _) -> {})).isEqualTo(expected());
      assertThat(server.queries().getFirst()).startsWith("from=earliest");
      assertThat(server.queries()).hasSizeGreaterThanOrEqualTo(10);
    }
  }

  @Test
  void losesAndRepeatsNothingWhenTheTransportChangesAtEveryEvent() throws Exception {
    try (var server = new FakeServer(ITEMS, 1)) {
      var positions =
          read(
              server,
              ALL.over(Transport.EVENT_STREAM),
              (stream, _) ->
                  stream.switchTo(
                      stream.transport() == Transport.LONG_POLL
                          ? Transport.EVENT_STREAM
                          : Transport.LONG_POLL));
      assertThat(positions).isEqualTo(expected());
    }
  }

  @Test
  void removesWhatComesAgainWhenTheCursorIsOlderThanTheItems() throws Exception {
    try (var server = new FakeServer(ITEMS, 3)) {
      var request = ALL.over(Transport.EVENT_STREAM);
      Mischief cut =
          (stream, read) -> {
            if (read % 5 == 2) {
              stream.cut();
            }
          };
      assertThat(read(server, request, cut)).isEqualTo(expected());
    }
  }

  @Test
  void anotherSubscriptionGoesOnFromAPosition() throws IOException, InterruptedException {
    try (var server = new FakeServer(ITEMS, 1);
        var client = WardstreamClient.to(server.uri(), () -> "t");
        var first = client.subscribe(ALL.over(Transport.LONG_POLL))) {
      while (!(first.next() instanceof Event.Data)) {}

      var request = ALL.over(Transport.EVENT_STREAM).from(first.position());
      try (var second = client.subscribe(request)) {
        var event = second.next();
        while (!(event instanceof Event.Data)) {
          event = second.next();
        }
        assertThat(((Event.Data) event).items().getFirst().at()).isEqualTo("vitals.readings/0/4");
        assertThat(((Event.Data) event).items().getFirst().data().path("temp").asString())
            .as("decimals as measured")
            .isEqualTo("38.50");
      }
    }
  }

  @Test
  void asksForATime() throws IOException, InterruptedException {
    try (var server = new FakeServer(ITEMS, 1);
        var client = WardstreamClient.to(server.uri(), () -> "t")) {
      var time = Instant.parse("2026-11-21T10:00:00Z");
      try (var stream = client.subscribe(ALL.over(Transport.LONG_POLL).from(new From.Time(time)))) {
        stream.next();
      }
      assertThat(server.queries().getFirst()).startsWith("fromTime=2026-11-21T10%3A00%3A00Z");
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Transport.class,
      names = {"EVENT_STREAM", "LONG_POLL"})
  void aRefusalForGoodIsToldAsOne(Transport transport) throws IOException {
    try (var server = new FakeServer(ITEMS, 1);
        var client = WardstreamClient.to(server.uri(), () -> "t");
        var stream = client.subscribe(StreamRequest.of("wards/other/vitals").over(transport))) {
      assertThatThrownBy(stream::next)
          .isInstanceOf(RefusedException.class)
          .hasMessage("FORBIDDEN: not yours");
    }
  }

  @Test
  void waitsNoLongerThanItIsToldTo() throws IOException, InterruptedException {
    try (var server = new FakeServer(0, 1);
        var client = WardstreamClient.to(server.uri(), () -> "t");
        var stream = client.subscribe(ALL.over(Transport.EVENT_STREAM))) {
      while (!(stream.next() instanceof Event.Live)) {}
      while (stream.next(Duration.ofMillis(20)) != null) {}
      assertThat(stream.position()).isEqualTo(new From.Cursor("c1.0"));
    }
  }
}
