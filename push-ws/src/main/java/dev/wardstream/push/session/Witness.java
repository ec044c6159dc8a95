package dev.wardstream.push.session;

import dev.wardstream.edge.access.Principal;
import dev.wardstream.edge.audit.Denied;
import dev.wardstream.edge.rights.Staff;
import dev.wardstream.edge.socket.ErrorCode;
import dev.wardstream.edge.socket.Json;
import dev.wardstream.edge.socket.Peer;
import dev.wardstream.edge.socket.Refusal;
import dev.wardstream.edge.socket.Refusal.Wanted;
import dev.wardstream.edge.socket.Reply;
import dev.wardstream.push.hub.Signal;
import dev.wardstream.push.hub.Subscription;
import dev.wardstream.push.session.Receipts.Receipt;
import dev.wardstream.push.stream.Kind;
import dev.wardstream.push.stream.StreamName.Scope;
import dev.wardstream.schemas.avro.AccessRecord;
import dev.wardstream.schemas.avro.OffsetRange;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Sees to it that what one session is shown gets on record, and that alerts which a clinician's
 * session took or showed are confirmed. Owned by the session's I/O thread. A session that is shown
 * nothing costs nothing.
 */
final class Witness {
  /** Alerts of which it is known that they were confirmed; an older one may be confirmed again. */
  private static final int CONFIRMED = 512;

  private static final String SNAPSHOT = "push.snapshot";
  private static final String STREAM = "push.stream";

  private final PushEndpoint endpoint;
  private final Peer peer;
  private final Supplier<List<Delivery>> deliveries;
  private final List<Signal> onTheWay = new ArrayList<>(0);
  private @Nullable Map<String, Long> confirmed;
  private @Nullable Instant since;

  Witness(PushEndpoint endpoint, Peer peer, Supplier<List<Delivery>> deliveries) {
    this.endpoint = endpoint;
    this.peer = peer;
    this.deliveries = deliveries;
  }

  /** Items have been written into the message under way. */
  void wrote(Shown shown) {
    if (since == null) {
      since = now();
      endpoint.trail().later(() -> peer.execute(this::flush));
    }
    if (confirms(peer.principal(), shown.subscription())) {
      shown.takeSignals(onTheWay::add);
    } else {
      shown.takeSignals(_ -> {});
    }
  }

  private Instant now() {
    return endpoint.clock().instant().truncatedTo(ChronoUnit.MILLIS);
  }

  /** Only who watches over patients confirms; their own view would be no comfort. */
  private static boolean confirms(Principal principal, Subscription subscription) {
    var stream = subscription.stream();
    var own = stream.scope() == Scope.PATIENT && stream.id().equals(principal.subject());
    return stream.kind() == Kind.ALERTS && Staff.isClinician(principal) && !own;
  }

  /** The messages written so far have been taken by the socket. */
  void taken() {
    if (onTheWay.isEmpty()) {
      return;
    }
    var receipts = new ArrayList<Receipt>();
    for (var signal : onTheWay) {
      var standing = endpoint.feed().tables().standing(signal.alertId());
      if (standing != null && !standing.delivered() && isFirst(signal)) {
        receipts.add(new Receipt(signal.alertId(), signal.patient()));
      }
    }
    onTheWay.clear();
    if (!receipts.isEmpty()) {
      endpoint.trail().receipts().delivered(peer.principal().subject(), receipts);
    }
  }

  private boolean isFirst(Signal signal) {
    var known = confirmed;
    if (known == null) {
      known = new LinkedHashMap<>(8);
      confirmed = known;
    }
    var before = known.remove(signal.alertId());
    known.put(signal.alertId(), before == null ? signal.seq() : Math.max(before, signal.seq()));
    if (known.size() > CONFIRMED) {
      known.remove(known.keySet().iterator().next());
    }
    return before == null || before < signal.seq();
  }

  /** Confirms alerts of a subscription as seen; those that somebody saw already are left out. */
  void seen(Subscription subscription, SeenFrame frame, Reply reply) throws Refusal {
    var principal = peer.principal();
    var stream = subscription.stream();
    if (stream.kind() != Kind.ALERTS) {
      throw Refusal.at("seen.sub", ErrorCode.MALFORMED, "it shows no alerts: name one that does");
    }
    if (!confirms(principal, subscription) || !endpoint.rights().mayWatch(principal, stream)) {
      throw Refusal.forbidden(
          "seen.sub",
          "for nurses and doctors, about their patients",
          new Wanted(stream.toString(), patient(subscription)));
    }
    var receipts = receipts(subscription, frame);
    if (receipts.isEmpty()) {
      reply.ok(Json.bytes("{\"at\":[]}"));
    } else {
      endpoint.trail().receipts().seen(principal.subject(), receipts, reply);
    }
  }

  private List<Receipt> receipts(Subscription subscription, SeenFrame frame) throws Refusal {
    var tables = endpoint.feed().tables();
    var receipts = new LinkedHashSet<Receipt>();
    for (var index = 0; index < frame.alerts().size(); index++) {
      var alert = frame.alerts().get(index);
      var standing = tables.standing(alert);
      if (standing == null || !tables.hub().covers(subscription, standing.patient())) {
        throw Refusal.forbidden(
            SeenFrame.path(index),
            "no open alert of this subscription: leave it out",
            new Wanted(alert, standing == null ? null : standing.patient()));
      }
      if (!standing.seen()) {
        receipts.add(new Receipt(alert, standing.patient()));
      }
    }
    return List.copyOf(receipts);
  }

  private static @Nullable String patient(Subscription subscription) {
    var stream = subscription.stream();
    return stream.scope() == Scope.PATIENT ? stream.id() : null;
  }

  /** Puts on record what has been shown; what there is no room for is gathered on. */
  private void flush() {
    var begin = since;
    if (begin == null) {
      return;
    }
    for (var delivery : deliveries.get()) {
      if (!record(delivery.shown(), begin, endpoint.trail().shown()::offer)) {
        endpoint.trail().later(() -> peer.execute(this::flush));
        return;
      }
    }
    since = null;
  }

  /** Puts on record what a subscription that ends has been shown. */
  void ended(Shown shown) {
    var begin = since;
    if (begin != null) {
      record(
          shown,
          begin,
          access -> {
            endpoint.trail().shown().take(access);
            return true;
          });
    }
  }

  private boolean record(Shown shown, Instant begin, Predicate<AccessRecord> taker) {
    if (shown.states() > 0) {
      var access = access(shown, begin, SNAPSHOT, shown.stateRanges(), shown.states());
      if (!taker.test(access)) {
        return false;
      }
      shown.forgetState();
    }
    if (shown.events() > 0) {
      var access = access(shown, begin, STREAM, shown.eventRanges(), shown.events());
      if (!taker.test(access)) {
        return false;
      }
      shown.forgetEvents();
    }
    return true;
  }

  private AccessRecord access(
      Shown shown, Instant begin, String what, List<OffsetRange> ranges, long items) {
    var principal = peer.principal();
    return AccessRecord.newBuilder()
        .setSubject(principal.subject())
        .setRole(Denied.roles(principal))
        .setPatient(patient(shown.subscription()))
        .setWhat(what)
        .setResource(shown.subscription().stream().toString())
        .setRanges(ranges)
        .setAt(begin)
        .setLast(now())
        .setAllowed(true)
        .setReason(null)
        .setAddress(peer.address())
        .setCount(items)
        .build();
  }
}
