package dev.wardstream.push.hub;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wardstream.push.stream.Kind;
import dev.wardstream.push.stream.StreamName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class HubTest {
  private static final int[] BOTH = {0, 1};
  private final Map<String, String> wards = new HashMap<>(Map.of("p1", "w", "p2", "w", "p3", "x"));
  private final LiveLog log = LiveLog.of(Kind.VITALS, new UUID(0, 1), 2, 64, 1 << 20);
  private final Places places =
      new Places() {
        @Override
        public @Nullable String wardOf(String patient) {
          return wards.get(patient);
        }

        @Override
        public List<Departure> departuresOf(String patient) {
          return List.of();
        }
      };
  private final LiveLog alerts = LiveLog.of(Kind.ALERTS, new UUID(0, 2), 2, 64, 1 << 20);
  private final List<Subscription> behind = new ArrayList<>();
  private final Hub hub =
      new Hub(places, (_, patient) -> List.of(Item.state(patient, new byte[] {'s'})), behind::add);
  private final FakeWatcher watcher = new FakeWatcher(1 << 20);
  private long offset;

  private Subscription subscription(String stream, FakeWatcher by) {
    return new Subscription(1, StreamName.parse(stream).orElseThrow(), log, BOTH, null, by);
  }

  private Subscription live(String stream, FakeWatcher by) {
    var subscription = subscription(stream, by);
    hub.attach(subscription);
    hub.joinHere(subscription);
    return subscription;
  }

  private void publish(String patient) {
    publish(log, patient);
  }

  private void publish(LiveLog to, String patient) {
    hub.publish(to, Item.event(0, offset++, patient, new byte[100]));
  }

  private static List<String> received(Subscription subscription) {
    var entries = new Pending(subscription.slots());
    subscription.outbox().drain(entries, Integer.MAX_VALUE);
    var texts = new ArrayList<String>();
    for (var entry = entries.poll(); entry != null; entry = entries.poll()) {
      texts.add(
          switch (entry) {
            case Gap gap -> gap.count() + " " + gap.why().label();
            case Item item -> (item.isState() ? "state " : "") + item.subject();
          });
    }
    return texts;
  }

  @Test
  void handsARecordToItsWatchersOnly() {
    var patient = live("patients/p1/vitals", watcher);
    var ward = live("wards/w/vitals", watcher);
    var other = live("wards/x/vitals", watcher);
    var alerts = live("wards/w/alerts", watcher);

    publish("p1");
    publish("p2");

    assertThat(received(patient)).containsExactly("p1");
    assertThat(received(ward)).containsExactly("p1", "p2");
    assertThat(received(other)).isEmpty();
    assertThat(received(alerts)).isEmpty();
  }

  @Test
  void followsTheCensus() {
    var from = live("wards/w/vitals", watcher);
    var to = live("wards/x/vitals", watcher);
    publish("p1");
    wards.put("p1", "x");
    hub.moved("p1", "w", "x");
    publish("p1");

    assertThat(received(from)).containsExactly("1 filtered");
    assertThat(received(to)).containsExactly("state p1", "p1");
  }

  @Test
  void endsWhatMayNoLongerBeWatched() {
    var patient = live("patients/p1/vitals", watcher);
    watcher.allowed = false;
    hub.moved("p1", "w", "x");
    publish("p1");

    assertThat(watcher.revoked).containsExactly(patient);
    assertThat(received(patient)).isEmpty();
    assertThat(hub.subscriptions()).isEmpty();
  }

  @Test
  void parksWhoCannotTakeMoreAndServesTheOthers() {
    var slow = new FakeWatcher(1_000);
    var parked = live("wards/w/alerts", slow);
    var good = live("wards/w/alerts", watcher);
    for (var i = 0; i < 10; i++) {
      publish(alerts, "p1");
    }
    hub.flush();

    assertThat(slow.overflowed).containsExactly(parked);
    assertThat(parked.isLive()).isFalse();
    assertThat(slow.budget().used()).isLessThanOrEqualTo(1_000);
    assertThat(received(good)).hasSize(10);
    assertThat(watcher.wakes).isEqualTo(1);
    assertThat(hub.overflows()).isEqualTo(1);
  }

  @Test
  void aGoodByeLeavesAGap() {
    var from = live("wards/w/vitals", watcher);
    publish("p1");
    publish("p2");
    publish("p1");
    wards.put("p1", "x");
    hub.moved("p1", "w", "x");

    assertThat(received(from)).containsExactly("1 filtered", "p2", "1 filtered");
  }

  @Test
  void letsASubscriptionJoinFromTheTailAndSendsItToTheLogBelow() {
    for (var i = 0; i < 100; i++) {
      publish("p1");
    }
    var held = subscription("wards/w/vitals", watcher);
    held.begin(new long[] {90, 0});
    hub.attach(held);
    hub.join(held);
    var lost = subscription("wards/w/vitals", watcher);
    lost.begin(new long[] {10, 0});
    hub.attach(lost);
    hub.join(lost);

    assertThat(received(held)).hasSize(10);
    assertThat(held.isLive()).isTrue();
    assertThat(lost.isLive()).isFalse();
    assertThat(behind).containsExactly(lost);
  }

  @Test
  void waitsForAFeedThatIsBehindTheCursor() {
    var ahead = subscription("wards/w/vitals", watcher);
    ahead.begin(new long[] {3, 0});
    hub.attach(ahead);
    hub.join(ahead);
    for (var i = 0; i < 5; i++) {
      publish("p1");
      hub.flush();
    }

    assertThat(ahead.isLive()).isTrue();
    assertThat(received(ahead)).hasSize(2);
  }
}
