package dev.wardstream.push.session;

import dev.wardstream.edge.access.Principal;
import dev.wardstream.edge.audit.Denied;
import dev.wardstream.edge.socket.CloseReason;
import dev.wardstream.edge.socket.Conversation;
import dev.wardstream.edge.socket.ErrorCode;
import dev.wardstream.edge.socket.OutgoingMessage;
import dev.wardstream.edge.socket.Peer;
import dev.wardstream.edge.socket.Refusal;
import dev.wardstream.edge.socket.Reply;
import dev.wardstream.edge.socket.Request;
import dev.wardstream.push.hub.Budget;
import dev.wardstream.push.hub.Subscription;
import dev.wardstream.push.hub.Watcher;
import dev.wardstream.push.hub.Who;
import dev.wardstream.push.stream.StreamName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;

/**
 * One subscriber's connection: its subscriptions, and what they have to say, in turn.
 *
 * <p>Owned by the connection's I/O thread; the methods of {@link Watcher} may be called from any
 * and hand over to it. Rights are asked again whenever the principal is another than before.
 */
final class PushConversation implements Conversation, Watcher {
  private static final byte[] NOTHING = Lines.ascii("{}");

  private final PushEndpoint endpoint;
  private final Peer peer;
  private final Budget budget;
  private final Subscriber subscriber;
  private final Beat beat;
  private final Witness witness;
  private final Typing typing;
  private final List<Delivery> deliveries = new ArrayList<>();
  private Principal principal;
  private int turn;
  private boolean waking;
  private long wakeAt;
  private boolean closed;

  PushConversation(PushEndpoint endpoint, Peer peer) {
    this.endpoint = endpoint;
    this.peer = peer;
    budget = new Budget(endpoint.limits().outboxBytes());
    principal = peer.principal();
    subscriber = new Subscriber(endpoint, this);
    beat = new Beat(endpoint.clock());
    witness = new Witness(endpoint, peer, () -> deliveries);
    typing = new Typing(endpoint.feed()::types, endpoint.clock());
  }

  @Override
  public Request read(String verb, JsonParser body) throws Refusal {
    return switch (verb) {
      case "sub" -> {
        var frame = Frames.sub(body);
        yield reply -> subscribe(frame, reply);
      }
      case "unsub" -> {
        var id = Frames.unsub(body);
        yield reply -> unsubscribe(id, reply);
      }
      case "credit" -> {
        var credit = Frames.credit(body);
        yield reply -> grant(credit, reply);
      }
      case "seen" -> {
        var frame = SeenFrame.read(body);
        yield reply -> see(frame, reply);
      }
      case "typing" -> {
        var room = Typing.room(body);
        yield reply -> type(room, reply);
      }
      default ->
          throw Refusal.of(ErrorCode.UNKNOWN_VERB, "verbs are sub, unsub, credit, seen, typing");
    };
  }

  private void type(String room, Reply reply) {
    try {
      typing.in(room, who(), this::mayWatch);
      reply.ok(NOTHING);
    } catch (Refusal e) {
      reply.refuse(e);
    }
  }

  private void see(SeenFrame frame, Reply reply) {
    try {
      var found = find(frame.sub());
      if (found.isEmpty()) {
        throw Refusal.at("seen.sub", ErrorCode.MALFORMED, "there is no such subscription");
      }
      witness.seen(found.get().subscription(), frame, reply);
    } catch (Refusal e) {
      reply.refuse(e);
    }
  }

  private void subscribe(Frames.Sub frame, Reply reply) {
    try {
      requirePlace();
      subscriber.subscribe(frame, reply);
    } catch (Refusal e) {
      reply.refuse(e);
    }
  }

  private void unsubscribe(int id, Reply reply) {
    var found = find(id);
    if (found.isEmpty()) {
      reply.refuse(Refusal.at("unsub.sub", ErrorCode.MALFORMED, "there is no such subscription"));
      return;
    }
    remove(found.get());
    reply.ok(NOTHING);
  }

  private void grant(Map<Integer, Long> credit, Reply reply) {
    credit.forEach((id, items) -> find(id).ifPresent(delivery -> delivery.grant(items)));
    reply.ok(NOTHING);
    peer.wake();
  }

  private Optional<Delivery> find(int id) {
    return deliveries.stream().filter(delivery -> delivery.subscription().id() == id).findFirst();
  }

  private @Nullable Delivery of(Subscription subscription) {
    return find(subscription.id()).orElse(null);
  }

  private void requirePlace() throws Refusal {
    if (deliveries.size() >= endpoint.limits().subscriptions()) {
      throw Refusal.of(
          ErrorCode.TOO_MANY_SUBSCRIPTIONS,
          "at most " + endpoint.limits().subscriptions() + " at once");
    }
  }

  /** Takes a delivery in, unless what was true when it was asked for holds no more. */
  void add(Delivery delivery) throws Refusal {
    var subscription = delivery.subscription();
    if (closed) {
      throw Refusal.of(ErrorCode.UNAVAILABLE, "the connection is closing");
    }
    if (subscription.hasEnded() || !mayWatch(subscription.stream())) {
      throw Refusal.of(ErrorCode.FORBIDDEN, "the right was lost meanwhile");
    }
    requirePlace();
    deliveries.add(delivery);
    endpoint.metrics().opened(subscription.stream().kind());
  }

  private void remove(Delivery delivery) {
    if (deliveries.remove(delivery)) {
      end(delivery);
    }
  }

  private void end(Delivery delivery) {
    var subscription = delivery.subscription();
    subscription.end();
    endpoint.feed().unwatch(subscription);
    delivery.drop(_ -> true);
    witness.ended(delivery.shown());
    endpoint.metrics().ended(subscription.stream().kind());
    subscriber.finished(delivery);
  }

  @Override
  public boolean fill(OutgoingMessage message) {
    if (closed) {
      return false;
    }
    recheckIfRenewed();
    var written = beat.write(message, deliveries);
    for (var i = 0; i < deliveries.size() && message.remaining() > 0; i++) {
      var delivery = deliveries.get(Math.floorMod(turn + i, deliveries.size()));
      written |= delivery.write(message, !written);
      var items = delivery.takeDelivered();
      if (items > 0) {
        endpoint.metrics().delivered(items);
        witness.wrote(delivery.shown());
      }
    }
    turn++;
    tend();
    return isWaiting();
  }

  private boolean isWaiting() {
    for (var i = 0; i < deliveries.size(); i++) {
      if (deliveries.get(i).isWaiting()) {
        return true;
      }
    }
    return false;
  }

  private void tend() {
    for (var delivery : List.copyOf(deliveries)) {
      var subscription = delivery.subscription();
      if (delivery.isDone()) {
        remove(delivery);
      } else if (delivery.unpark() || (subscription.hasRoom() && subscription.unstall())) {
        subscriber.readOn(delivery);
      } else if (delivery.isExhausted() && subscription.isLive()) {
        endpoint.feed().execute(() -> parkIfLive(subscription));
      }
      askAgain(delivery.pause());
    }
  }

  /** Once a pause is over, for what waits until then. */
  private void askAgain(Duration pause) {
    var due = System.nanoTime() + pause.toNanos();
    if (pause.isPositive() && (!waking || due - wakeAt < 0)) {
      waking = true;
      wakeAt = due;
      peer.after(
          pause,
          () -> {
            waking = false;
            peer.wake();
          });
    }
  }

  private void parkIfLive(Subscription subscription) {
    if (subscription.isLive()) {
      endpoint.feed().tables().hub().park(subscription);
      overflowed(subscription);
    }
  }

  private void recheckIfRenewed() {
    var now = peer.principal();
    if (!now.equals(principal)) {
      principal = now;
      deliveries.stream()
          .filter(delivery -> !mayWatch(delivery.subscription().stream()))
          .forEach(delivery -> {
            delivery.subscription().end();
            delivery.revoke();
          });
    }
  }

  @Override
  public void taken() {
    witness.taken();
  }

  @Override
  public void beat() {
    beat.due();
    peer.wake();
  }

  @Override
  public void closed() {
    closed = true;
    deliveries.forEach(this::end);
    deliveries.clear();
  }

  @Override
  public Who who() {
    var now = peer.principal();
    return new Who(now.subject(), Denied.roles(now));
  }

  @Override
  public Budget budget() {
    return budget;
  }

  @Override
  public void wake() {
    peer.wake();
  }

  @Override
  public void execute(Runnable step) {
    peer.execute(step);
  }

  @Override
  public void dismissed() {
    peer.close(CloseReason.DRAINING);
  }

  @Override
  public boolean mayWatch(StreamName stream) {
    return endpoint.rights().mayWatch(peer.principal(), stream);
  }

  @Override
  public void overflowed(Subscription subscription) {
    peer.execute(() -> {
      var delivery = of(subscription);
      if (delivery != null && subscription.takeInterruption()) {
        delivery.park();
        peer.wake();
      }
    });
  }

  @Override
  public void revoked(Subscription subscription) {
    peer.execute(() -> {
      var delivery = of(subscription);
      if (delivery != null) {
        delivery.revoke();
        peer.wake();
      }
    });
  }

  @Override
  public void forget(Subscription subscription, String patient) {
    peer.execute(() -> {
      var delivery = of(subscription);
      if (delivery != null) {
        delivery.forget(patient);
      }
    });
  }
}
