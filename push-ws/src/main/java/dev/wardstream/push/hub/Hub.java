package dev.wardstream.push.hub;

import dev.wardstream.push.hub.Gap.Why;
import dev.wardstream.push.stream.Kind;
import dev.wardstream.push.stream.StreamName;
import dev.wardstream.push.stream.StreamName.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Who watches what. Hands each published item to its watchers and to nobody else.
 *
 * <p>Owned by the feed thread; {@link #covers} may be asked by any. The invariant of the join: when
 * a subscription is live, every matching item below the end of its tails has been offered to it
 * once, and every later one will be.
 */
public final class Hub {
  /** Items looked at on the feed thread to let one subscription join; more is read elsewhere. */
  private static final int JOIN_LOOKS = 2_000;

  private final Places places;
  private final BiFunction<Kind, String, List<Item>> stateOf;
  private final Consumer<Subscription> behind;
  private final Index index = new Index();
  private final List<Subscription> touched = new ArrayList<>();
  private final List<Subscription> overflowed = new ArrayList<>();
  private final List<Subscription> ahead = new ArrayList<>();
  private boolean rightsChanged;
  private long overflows;

  /**
   * A hub without watchers.
   *
   * @param places where patients are
   * @param stateOf what a ward's watchers are told of a patient who has just entered
   * @param behind takes subscriptions that must read the log
   */
  public Hub(
      Places places, BiFunction<Kind, String, List<Item>> stateOf, Consumer<Subscription> behind) {
    this.places = places;
    this.stateOf = stateOf;
    this.behind = behind;
  }

  /** Whether items about a patient, room or ward belong to a subscription now. Any thread. */
  public boolean covers(Subscription subscription, String subject) {
    var stream = subscription.stream();
    return stream.hasKey()
        ? stream.key().equals(subject)
        : stream.id().equals(places.wardOf(subject));
  }

  /**
   * Offers what is read again to a subscription that watches its subject, or did: what it would
   * have been sent, had the patient not left the ward since, it is told of. Any thread that has the
   * subscription in hand.
   *
   * @return false when there is no room
   */
  public boolean offerAgain(Subscription subscription, Item item) {
    if (covers(subscription, item.subject())) {
      return subscription.hasRoom() && subscription.offer(item);
    }
    return !hasLeft(subscription, item.subject())
        || subscription.offerGap(item.partition(), item.offset(), Why.FILTERED);
  }

  private boolean hasLeft(Subscription subscription, String patient) {
    return subscription.stream().scope() == Scope.WARD
        && places.departuresOf(patient).stream().anyMatch(left -> left.isNewsTo(subscription));
  }

  /** Knows a subscription from here on, for rights and moves; it is not live yet. */
  public void attach(Subscription subscription) {
    if (!subscription.hasEnded()) {
      index.add(subscription);
      if (!subscription.watcher().mayWatch(subscription.stream())) {
        revoke(subscription);
      }
    }
  }

  /** Forgets a subscription. */
  public void detach(Subscription subscription) {
    subscription.end();
    subscription.live(false);
    index.remove(subscription);
  }

  /** Makes a subscription live at the ends of its tails, whatever its {@code next}. */
  public void joinHere(Subscription subscription) {
    if (subscription.hasEnded()) {
      return;
    }
    for (var slot = 0; slot < subscription.slots(); slot++) {
      subscription.next(slot, subscription.tail(slot).end());
    }
    goLive(subscription);
  }

  /**
   * Makes a subscription live after offering what its tails hold from {@code next} on; one that has
   * too much to read goes to the catch-up.
   */
  public void join(Subscription subscription) {
    if (subscription.hasEnded()) {
      return;
    }
    switch (follow(subscription)) {
      case REACHED -> goLive(subscription);
      case AHEAD -> ahead.add(subscription);
      case BEHIND -> {
        subscription.publishProgress();
        behind.accept(subscription);
      }
    }
  }

  private enum Followed {
    REACHED,
    BEHIND,
    AHEAD
  }

  private Followed follow(Subscription subscription) {
    var looks = new int[1];
    for (var slot = 0; slot < subscription.slots(); slot++) {
      var tail = subscription.tail(slot);
      if (subscription.next(slot) > tail.end()) {
        return Followed.AHEAD;
      }
      var reached =
          tail.read(
              subscription.next(slot),
              item -> looks[0]++ < JOIN_LOOKS && offerAgain(subscription, item));
      if (reached == HotTail.BELOW) {
        return Followed.BEHIND;
      }
      subscription.next(slot, reached);
      if (reached < tail.end()) {
        return Followed.BEHIND;
      }
    }
    return Followed.REACHED;
  }

  /** Who has come meanwhile is told first: once it is live, its cursor says that they were. */
  private void goLive(Subscription subscription) {
    subscription.publishProgress();
    for (var patients = subscription.entered().iterator(); patients.hasNext(); ) {
      if (!tellState(subscription, patients.next())) {
        subscription.interrupt();
        overflowed.add(subscription);
        return;
      }
      patients.remove();
    }
    subscription.live(true);
    touch(subscription);
  }

  /** Offers nothing to a subscription any more until it joins again. */
  public void park(Subscription subscription) {
    subscription.interrupt();
  }

  /** Adds an item to its tail, hands it to its watchers, then moves the end. */
  public void publish(LiveLog log, Item item) {
    var tail = log.tail(item.partition());
    tail.add(item);
    index.each(
        log.kind(),
        item.subject(),
        places.wardOf(item.subject()),
        subscription -> offerIfLive(subscription, item));
    tail.advance(item.offset() + 1);
  }

  /** Hands a change of a state to the watchers of its stream. */
  public void publishState(StreamName stream, Item item) {
    index
        .watching(stream.scope(), stream.kind(), stream.id())
        .forEach(subscription -> offerIfLive(subscription, item));
  }

  /** Tells the watchers of a patient's stream its state, which has changed otherwise than by it. */
  public void stateChanged(Kind kind, String patient) {
    stateOf
        .apply(kind, patient)
        .forEach(state ->
            index.each(
                kind,
                patient,
                places.wardOf(patient),
                subscription -> offerIfLive(subscription, state)));
  }

  private void offerIfLive(Subscription subscription, Item item) {
    if (!subscription.isLive()) {
      return;
    }
    if (subscription.offer(item)) {
      touch(subscription);
    } else {
      subscription.interrupt();
      overflowed.add(subscription);
    }
  }

  private void touch(Subscription subscription) {
    if (subscription.touch()) {
      touched.add(subscription);
    }
  }

  /** A patient is in another ward than before; null for none. */
  public void moved(String patient, @Nullable String from, @Nullable String to) {
    for (var subscription : watchingWard(from)) {
      subscription.entered().remove(patient);
      subscription.watcher().forget(subscription, patient);
    }
    for (var subscription : watchingWard(to)) {
      if (!subscription.isLive()) {
        subscription.entered().add(patient);
      } else if (tellState(subscription, patient)) {
        touch(subscription);
      } else {
        subscription.entered().add(patient);
        subscription.interrupt();
        overflowed.add(subscription);
      }
    }
    index.watching(Scope.PATIENT, patient).forEach(this::recheck);
  }

  private List<Subscription> watchingWard(@Nullable String ward) {
    return ward == null
        ? List.of()
        : index.watching(Scope.WARD, ward).stream()
            .filter(subscription -> subscription.stream().kind() != Kind.CENSUS)
            .filter(subscription -> !subscription.stream().hasKey())
            .toList();
  }

  private boolean tellState(Subscription subscription, String patient) {
    return stateOf.apply(subscription.stream().kind(), patient).stream()
        .allMatch(subscription::offer);
  }

  /** The members of a room have changed. */
  public void roomChanged(String room) {
    index.watching(Scope.ROOM, room).forEach(this::recheck);
  }

  /** Somebody's rights have changed: everybody is asked again with the next {@link #flush}. */
  public void rightsChanged() {
    rightsChanged = true;
  }

  /** Ends a subscription whose right is lost. */
  public void recheck(Subscription subscription) {
    if (!subscription.hasEnded() && !subscription.watcher().mayWatch(subscription.stream())) {
      revoke(subscription);
    }
  }

  private void revoke(Subscription subscription) {
    detach(subscription);
    subscription.watcher().revoked(subscription);
  }

  /** After a batch: ends lost rights, wakes who got something, parks who could take no more. */
  public void flush() {
    if (rightsChanged) {
      rightsChanged = false;
      index.all().forEach(this::recheck);
    }
    for (var subscription : overflowed) {
      overflows++;
      subscription.watcher().overflowed(subscription);
    }
    overflowed.clear();
    for (var subscription : touched) {
      subscription.untouch();
      subscription.watcher().wake();
    }
    touched.clear();
    if (!ahead.isEmpty()) {
      var waiting = List.copyOf(ahead);
      ahead.clear();
      waiting.forEach(this::join);
    }
  }

  /** Sends the live subscriptions of a kind back to reading: its tails have been restarted. */
  public void interrupted(Kind kind) {
    for (var subscription : index.all()) {
      if (subscription.stream().kind() == kind && subscription.isLive()) {
        subscription.interrupt();
        subscription.watcher().overflowed(subscription);
      }
    }
  }

  /** Everybody has to come again: what their cursors are made of is no more. */
  public void dismiss() {
    for (var subscription : index.all()) {
      detach(subscription);
      subscription.watcher().dismissed();
    }
  }

  /** Everybody known; a copy. */
  public List<Subscription> subscriptions() {
    return index.all();
  }

  /** How many outboxes have overflowed so far. */
  public long overflows() {
    return overflows;
  }
}
