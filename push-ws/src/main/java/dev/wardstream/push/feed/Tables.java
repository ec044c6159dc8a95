package dev.wardstream.push.feed;

import dev.wardstream.edge.rights.Staff;
import dev.wardstream.push.hub.Hub;
import dev.wardstream.push.hub.Item;
import dev.wardstream.push.hub.LiveLog;
import dev.wardstream.push.hub.Subscription;
import dev.wardstream.push.presence.PresenceTable;
import dev.wardstream.push.stream.Kind;
import dev.wardstream.push.stream.StreamName;
import dev.wardstream.push.stream.StreamName.Scope;
import dev.wardstream.push.table.Census;
import dev.wardstream.push.table.LatestVitals;
import dev.wardstream.push.table.OpenAlerts;
import dev.wardstream.push.table.OpenAlerts.Standing;
import dev.wardstream.push.table.RecentMessages;
import dev.wardstream.push.table.RecentWindows;
import dev.wardstream.push.table.Rooms;
import dev.wardstream.push.wire.CareJson;
import dev.wardstream.push.wire.Position;
import dev.wardstream.push.wire.WindowJson;
import dev.wardstream.schemas.Topics;
import dev.wardstream.schemas.avro.ChatKind;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Takes each record once: into the table it changes, into the hub it is published in. Both happen
 * on the feed thread, between two records, so a snapshot is exact at the ends of the tails.
 */
public final class Tables {
  private static final int NOTICES_PER_WARD = 20;
  private static final long NOTICES_BYTES = 2L << 20;
  private static final Duration GRANTS_EVERY = Duration.ofMillis(250);

  private final Codec codec;
  private final Clock clock;
  private final Census census = new Census();
  private final Rooms rooms = new Rooms();
  private final Staff staff;
  private final LatestVitals latest = new LatestVitals();
  private final OpenAlerts alerts = new OpenAlerts();
  private final RecentWindows windows = new RecentWindows();
  private final RecentMessages messages;
  private final RecentMessages notices = new RecentMessages(NOTICES_PER_WARD, NOTICES_BYTES);
  private final Hub hub;
  private volatile PublishedListener published = (_, _) -> {};
  private final PresenceTable presence;
  private Instant staffAsOf;

  /**
   * Empty tables and their hub.
   *
   * @param behind takes subscriptions that must read the log
   */
  public Tables(Codec codec, Clock clock, RecentMessages messages, Consumer<Subscription> behind) {
    this.codec = codec;
    this.clock = clock;
    this.messages = messages;
    presence = new PresenceTable(clock);
    staff = new Staff(clock);
    staffAsOf = clock.instant();
    this.hub = new Hub(census, this::stateOf, behind);
  }

  public Hub hub() {
    return hub;
  }

  public Census census() {
    return census;
  }

  public Rooms rooms() {
    return rooms;
  }

  /** Who watches what, on all nodes. Feed thread only. */
  public PresenceTable presence() {
    return presence;
  }

  /** Whom clinicians care for. */
  public Staff staff() {
    return staff;
  }

  /** How far an alert has got; null when it is not open. Any thread. */
  public @Nullable Standing standing(String alertId) {
    return alerts.standing(alertId);
  }

  /** Whose open alert it is; null when it is not open. Feed thread only. */
  public @Nullable String patientOf(String alertId) {
    return alerts.patientOf(alertId);
  }

  /** What a snapshot of a stream holds now: the items, and where its events go on. */
  public record Snapshot(List<Item> items, List<Long> next) {}

  /** The state of a stream at this point between two records; feed thread only. */
  public Snapshot snapshot(Subscription subscription) {
    var stream = subscription.stream();
    var items =
        switch (stream.kind()) {
          case MESSAGES -> messages.of(stream.id());
          case NOTICES -> notices.of(stream.key());
          case PRESENCE -> presence.of(stream.key());
          case VITALS, WINDOWS, ALERTS, CENSUS ->
              patients(subscription).stream()
                  .flatMap(patient -> stateOf(stream.kind(), patient).stream())
                  .toList();
        };
    var next =
        IntStream.range(0, subscription.slots())
            .mapToObj(slot ->
                stream.kind() == Kind.VITALS
                    ? latest.liveFrom(subscription.partition(slot))
                    : subscription.tail(slot).end())
            .toList();
    return new Snapshot(items, next);
  }

  private Collection<String> patients(Subscription subscription) {
    var stream = subscription.stream();
    return stream.scope() == Scope.WARD ? census.patientsOf(stream.id()) : List.of(stream.id());
  }

  private List<Item> stateOf(Kind kind, String patient) {
    return switch (kind) {
      case VITALS -> latest.of(patient).map(List::of).orElse(List.of());
      case WINDOWS -> windows.of(patient, clock.instant().minus(RecentWindows.KEPT));
      case ALERTS -> alerts.of(patient);
      case CENSUS -> List.of(census.item(patient));
      case MESSAGES, NOTICES, PRESENCE -> List.of();
    };
  }

  /** Between polls: whose grants have ended meanwhile, loses what rested on them. */
  void endGrants() {
    var now = clock.instant();
    if (now.isBefore(staffAsOf.plus(GRANTS_EVERY))) {
      return;
    }
    if (staff.hasEndedWithin(staffAsOf, now)) {
      hub.rightsChanged();
    }
    staffAsOf = now;
  }

  /** Now and then: what has become too old for a snapshot goes. */
  void forgetOld() {
    windows.forgetBefore(clock.instant().minus(RecentWindows.KEPT).minusSeconds(60));
  }

  /** Takes a record of a live log: its table first, then its watchers. */
  void follow(LiveLog log, ConsumerRecord<String, byte[]> record) {
    switch (log.kind()) {
      case VITALS -> hub.publish(log, codec.item(Kind.VITALS, record));
      case WINDOWS -> followWindow(log, record);
      case ALERTS -> followAlert(log, record);
      case MESSAGES -> followMessage(log, record);
      case CENSUS -> followCensus(record);
      case NOTICES -> followNotice(log, record);
      case PRESENCE -> followPresence(record);
    }
  }

  private void followNotice(LiveLog log, ConsumerRecord<String, byte[]> record) {
    var item = codec.item(Kind.NOTICES, record);
    notices.add(item.subject(), item.json());
    hub.publish(log, item);
  }

  /** A record of a live log cannot be understood: who would have been sent it is told. */
  void missed(LiveLog log, ConsumerRecord<String, byte[]> record) {
    if (!log.kind().isState()) {
      hub.publish(log, Item.unreadable(record.partition(), record.offset(), Codec.key(record)));
    }
  }

  /** A partition is not followed any more: what was kept of it would grow old. */
  void forget(Kind kind, int partition, int partitions) {
    Predicate<String> within = key -> Keys.partition(key, partitions) == partition;
    switch (kind) {
      case VITALS -> latest.forget(partition, within);
      case WINDOWS -> windows.forget(within);
      case MESSAGES -> messages.forget(within);
      case NOTICES -> notices.forget(within);
      case ALERTS, CENSUS, PRESENCE -> throw new IllegalArgumentException("always followed");
    }
  }

  /** Forgets everything but rights, and lets everybody come again. */
  void clear() {
    census.clear();
    latest.clear();
    alerts.clear();
    windows.forget(_ -> true);
    messages.forget(_ -> true);
    notices.forget(_ -> true);
    presence.clear();
    hub.dismiss();
  }

  /** A live record has been handed on. */
  void published(Kind kind, ConsumerRecord<String, byte[]> record) {
    published.record(kind, clock.millis() - record.timestamp());
  }

  /**
   * From now on the listener is told of every record that is handed on, but for those read at the
   * start.
   */
  public void whenPublished(PublishedListener listener) {
    published = listener;
  }

  private void followWindow(LiveLog log, ConsumerRecord<String, byte[]> record) {
    var key = Codec.key(record);
    var window = codec.windows.decode(Codec.value(record));
    var json = WindowJson.window(Codec.position(record), key, window);
    windows.put(key, window, json);
    hub.publish(
        log, Item.value(record.partition(), record.offset(), key, Codec.kindsOf(window), json));
  }

  private void followAlert(LiveLog log, ConsumerRecord<String, byte[]> record) {
    var at = Codec.position(record);
    var event = codec.alerts.decode(Codec.value(record));
    alerts.fold(at, event);
    hub.publish(log, Codec.alert(at, Codec.key(record), event));
  }

  private void followMessage(LiveLog log, ConsumerRecord<String, byte[]> record) {
    var room = Codec.key(record);
    var message = codec.messages.decode(Codec.value(record));
    var json = CareJson.message(Codec.position(record), room, message);
    if (message.getKind() == ChatKind.READ) {
      var upTo = Position.offsetOf(message.getMessage());
      upTo.ifPresent(offset -> messages.mark(room, message.getAuthor(), offset, json));
    } else {
      messages.add(room, json);
    }
    hub.publish(log, Item.event(record.partition(), record.offset(), room, json));
  }

  private void followCensus(ConsumerRecord<String, byte[]> record) {
    var position = Codec.position(record);
    var at = position.toString();
    var patient = Codec.key(record);
    var value = record.value();
    var care = value == null ? null : codec.patients.decode(value);
    var change = census.put(position, patient, care);
    if (change.isMove() && change.from() != null) {
      publishCensus(change.from(), event(record, patient, CareJson.left(at, patient)));
    }
    if (change.to() != null && care != null) {
      publishCensus(change.to(), event(record, patient, CareJson.present(at, patient, care)));
    }
    if (change.isMove()) {
      hub.moved(patient, change.from(), change.to());
    }
  }

  private void publishCensus(String ward, Item item) {
    hub.publishState(new StreamName(Scope.WARD, ward, Kind.CENSUS), item);
  }

  private void followPresence(ConsumerRecord<String, byte[]> record) {
    var value = record.value();
    var said = value == null ? null : codec.presence.decode(value);
    presence
        .put(Codec.position(record), Codec.key(record), said)
        .forEach(change -> hub.publishState(change.stream(), change.item()));
  }

  private static Item event(ConsumerRecord<String, byte[]> record, String subject, byte[] json) {
    return Item.event(record.partition(), record.offset(), subject, json);
  }

  private void loadLatest(ConsumerRecord<String, byte[]> record) {
    var patient = Codec.key(record);
    var value = record.value();
    var newScore =
        latest.put(
            Codec.position(record), patient, value == null ? null : codec.latest.decode(value));
    if (newScore) {
      hub.stateChanged(Kind.VITALS, patient);
    }
  }

  /** Takes a record of a compacted topic that has no stream of its own. */
  void load(ConsumerRecord<String, byte[]> record) {
    var topic = record.topic();
    var key = Codec.key(record);
    var value = record.value();
    if (topic.equals(Topics.CARE_ROOMS.name())) {
      rooms.put(key, value == null ? null : codec.rooms.decode(value));
      hub.roomChanged(key);
    } else if (topic.equals(Topics.CARE_STAFF.name())) {
      staff.put(key, value == null ? null : codec.staff.decode(value));
      hub.rightsChanged();
    } else if (topic.equals(Topics.CARE_GLASS.name())) {
      staff.glass().put(key, value == null ? null : codec.glass.decode(value));
      hub.rightsChanged();
    } else if (topic.equals(Topics.VITALS_LATEST.name())) {
      loadLatest(record);
    } else if (topic.equals(Topics.ALERTS_ACTIVE.name())) {
      alerts.load(Codec.position(record), key, value == null ? null : codec.active.decode(value));
    } else {
      throw new IllegalArgumentException("not followed: " + topic);
    }
  }
}
