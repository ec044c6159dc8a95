package dev.wardstream.push.session;

import dev.wardstream.edge.socket.OutgoingMessage;
import dev.wardstream.push.hub.Entry;
import dev.wardstream.push.hub.Gap;
import dev.wardstream.push.hub.Gap.Why;
import dev.wardstream.push.hub.Item;
import dev.wardstream.push.hub.Pending;
import dev.wardstream.push.hub.Subscription;
import dev.wardstream.push.session.Lines.Sort;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The sending half of one subscription: snapshot pages, then what its outbox holds, each line with
 * the cursor reached. Owned by the session's I/O thread.
 *
 * <p>The cursor covers what has been written, and beyond that only what is known not to concern the
 * subscriber: it never passes an item that has not been sent.
 */
final class Delivery {
  private static final int DRAINED = 64;
  private static final int LINE_BYTES = 64;
  private static final long UNLIMITED = Long.MAX_VALUE;

  private enum Phase {
    STARTING,
    SNAPSHOT,
    FOLLOWING,
    REVOKED,
    DONE
  }

  private final Subscription subscription;
  private final Lines lines;
  private final Shown shown;
  private final int reserved;
  private final Pace pace;
  private final Pending batch;
  private final long[] sent;
  private Phase phase = Phase.STARTING;
  private List<Item> pages = List.of();
  private int paged;
  private @Nullable Runnable afterSnapshot;
  private boolean liveTold;
  private boolean parked;
  private long credit;
  private long delivered;

  /**
   * A subscription that sends nothing yet.
   *
   * @param credit items the client is ready for; null for any number
   */
  Delivery(Subscription subscription, @Nullable Long credit, Pace pace) {
    this.subscription = subscription;
    this.pace = pace;
    this.credit = credit == null ? UNLIMITED : credit;
    lines = new Lines(subscription.id());
    shown = new Shown(subscription);
    batch = new Pending(subscription.slots());
    sent = new long[subscription.positions()];
    reserved = LINE_BYTES + subscription.cursorAt(sent).maxLength();
  }

  Subscription subscription() {
    return subscription;
  }

  /** What has been written and is not on record yet. */
  Shown shown() {
    return shown;
  }

  /** Begins at offsets; the subscription is live, or on its way. */
  void follow(long[] from) {
    System.arraycopy(from, 0, sent, 0, sent.length);
    phase = Phase.FOLLOWING;
  }

  /**
   * Begins with a snapshot.
   *
   * @param from where events go on after it
   * @param after what is to be done when it has been written
   */
  void snapshot(List<Item> items, long[] from, Runnable after) {
    follow(from);
    pages = items;
    paged = 0;
    afterSnapshot = after;
    phase = Phase.SNAPSHOT;
  }

  /** Tells of holes before anything else is written: what a stream of state cannot repeat. */
  void openWith(Gap gap) {
    batch.add(gap);
  }

  void revoke() {
    if (phase != Phase.DONE) {
      phase = Phase.REVOKED;
      pages = List.of();
      drop(_ -> true);
    }
  }

  boolean isDone() {
    return phase == Phase.DONE;
  }

  boolean isFollowing() {
    return phase == Phase.FOLLOWING;
  }

  /** Whether there may be something to be written at once. */
  boolean isWaiting() {
    return switch (phase) {
      case STARTING, DONE -> false;
      case SNAPSHOT, REVOKED -> true;
      case FOLLOWING ->
          !batch.isEmpty()
              || !subscription.outbox().isEmpty()
              || (!liveTold && subscription.isLive());
    };
  }

  /** What waits is dropped: nobody is to be told of it, or it will be read again. */
  void drop(Predicate<Entry> unwanted) {
    batch.drop(unwanted);
    subscription.outbox().drop(unwanted);
  }

  /** A patient has left the ward: what waits about them is not sent, and that is told. */
  void forget(String patient) {
    pages = pages.stream().skip(paged).filter(item -> !item.subject().equals(patient)).toList();
    paged = 0;
    batch.withhold(Why.FILTERED, item -> item.subject().equals(patient));
    subscription.outbox().withhold(Why.FILTERED, item -> item.subject().equals(patient));
  }

  /** It has been parked: what waits will be read from the log again. State is kept. */
  void park() {
    drop(entry -> !(entry instanceof Item item && item.isState()));
    parked = true;
  }

  /** Whether it was parked and may go on; where, is set. */
  boolean unpark() {
    if (!parked || credit == 0 || phase != Phase.FOLLOWING) {
      return false;
    }
    parked = false;
    subscription.begin(sent);
    return true;
  }

  /** Whether it should not be offered to any longer: there is no credit left. */
  boolean isExhausted() {
    return credit == 0 && !parked && phase == Phase.FOLLOWING;
  }

  void grant(long items) {
    if (credit != UNLIMITED) {
      credit = Math.min(credit + items, UNLIMITED - 1);
    }
  }

  /** Items written since the last call. */
  long takeDelivered() {
    var count = delivered;
    delivered = 0;
    return count;
  }

  /** The cursor now. */
  byte[] cursor() {
    var positions = sent.clone();
    for (var at = 0; at < positions.length; at++) {
      positions[at] = Math.max(0, positions[at]);
    }
    return subscription.cursorAt(positions).encode();
  }

  /** When it is to be asked again although nothing has come; 0 if it is not. */
  Duration pause() {
    return batch.isEmpty() && !subscription.outbox().isEmpty() ? pace.pause() : Duration.ZERO;
  }

  /**
   * Writes what fits.
   *
   * @param fresh nothing has been written into this message: an item of any size may be
   * @return whether something was written
   */
  boolean write(OutgoingMessage message, boolean fresh) {
    return switch (phase) {
      case STARTING, DONE -> false;
      case SNAPSHOT -> page(message, fresh);
      case FOLLOWING -> events(message, fresh);
      case REVOKED -> revoked(message);
    };
  }

  private boolean page(OutgoingMessage message, boolean fresh) {
    if (!fresh && message.remaining() < reserved * 2) {
      return false;
    }
    var first = paged;
    var told = !batch.isEmpty();
    while (batch.poll() instanceof Gap gap) {
      tell(message, gap);
    }
    if (credit == 0 && first < pages.size()) {
      return told;
    }
    lines.open(message, Sort.SNAPSHOT);
    while (paged < pages.size() && credit > 0) {
      var item = pages.get(paged);
      var json = item.json();
      if (message.remaining() < json.length + reserved && !(fresh && paged == first)) {
        break;
      }
      lines.item(message, json, paged == first);
      shown.add(item, sent);
      paged++;
      spend();
    }
    var more = paged < pages.size();
    lines.endPage(message, more);
    if (!more) {
      endSnapshot(message);
    }
    return true;
  }

  private void endSnapshot(OutgoingMessage message) {
    pages = List.of();
    phase = Phase.FOLLOWING;
    lines.live(message, cursor());
    liveTold = true;
    var after = afterSnapshot;
    afterSnapshot = null;
    if (after != null) {
      after.run();
    }
  }

  private boolean events(OutgoingMessage message, boolean fresh) {
    if (parked && batch.isEmpty() && subscription.outbox().isEmpty()) {
      return false;
    }
    var horizon = subscription.horizon();
    takeLatest();
    @Nullable Sort open = null;
    var written = false;
    while (credit > 0) {
      var entry = next();
      if (entry == null || !fits(message, entry, fresh && !written)) {
        break;
      }
      var sort = sort(entry);
      if (open != sort) {
        close(message, open);
        open = sort;
        if (sort != null) {
          lines.open(message, sort);
        }
        put(message, entry, true);
      } else {
        put(message, entry, false);
      }
      written = true;
    }
    if (!parked && batch.isEmpty() && subscription.outbox().isEmpty()) {
      advance(horizon);
    }
    close(message, open);
    return tellLive(message) || written;
  }

  /** Of what has gathered during the pause between two flushes, the newest of everything. */
  private void takeLatest() {
    if (!pace.isEvery() && batch.isEmpty() && !subscription.outbox().isEmpty() && pace.begin()) {
      subscription.outbox().conflate();
      subscription.outbox().drain(batch, Integer.MAX_VALUE);
    }
  }

  private @Nullable Entry next() {
    if (batch.isEmpty() && pace.isEvery()) {
      subscription.outbox().drain(batch, DRAINED);
    }
    return batch.peek();
  }

  private boolean fits(OutgoingMessage message, Entry entry, boolean alone) {
    return alone || message.remaining() >= entry.cost() + 2 * reserved;
  }

  private static @Nullable Sort sort(Entry entry) {
    return switch (entry) {
      case Item item when item.isState() -> Sort.SNAPSHOT;
      case Item item -> item.isUnreadable() ? null : Sort.DATA;
      case Gap _ -> null;
    };
  }

  private void put(OutgoingMessage message, Entry entry, boolean first) {
    batch.poll();
    switch (entry) {
      case Gap gap -> tell(message, gap);
      case Item item when item.isUnreadable() -> tell(message, missing(item));
      case Item item -> {
        lines.item(message, item.json(), first);
        shown.add(item, sent);
        spend();
        if (!item.isState()) {
          var slot = subscription.slotOf(item.partition());
          sent[slot] = Math.max(sent[slot], item.offset() + 1);
        }
      }
    }
  }

  private void close(OutgoingMessage message, @Nullable Sort open) {
    if (open == Sort.DATA) {
      lines.endData(message, cursor());
    } else if (open == Sort.SNAPSHOT) {
      lines.endState(message);
    }
  }

  private Gap missing(Item item) {
    var slot = subscription.slotOf(item.partition());
    return Gap.in(subscription.slots(), slot, item.offset() + 1, 1, Why.UNREADABLE);
  }

  private void tell(OutgoingMessage message, Gap gap) {
    var from = cursor();
    for (var slot = 0; slot < subscription.slots(); slot++) {
      sent[slot] = Math.max(sent[slot], gap.upTo(slot));
    }
    lines.gap(message, from, cursor(), gap.why(), gap.count());
  }

  private void spend() {
    delivered++;
    if (credit != UNLIMITED) {
      credit--;
    }
  }

  private boolean tellLive(OutgoingMessage message) {
    if (liveTold || !subscription.isLive() || !batch.isEmpty() || message.remaining() < reserved) {
      return false;
    }
    liveTold = true;
    lines.live(message, cursor());
    return true;
  }

  private void advance(long[] horizon) {
    for (var at = 0; at < horizon.length; at++) {
      sent[at] = Math.max(sent[at], horizon[at]);
    }
  }

  /** Moves the cursor past what did not concern the subscriber, if nothing waits. */
  void settle() {
    if (phase == Phase.FOLLOWING && !parked) {
      var horizon = subscription.horizon();
      if (batch.isEmpty() && subscription.outbox().isEmpty()) {
        advance(horizon);
      }
    }
  }

  private boolean revoked(OutgoingMessage message) {
    var cursor = cursor();
    lines.gap(message, cursor, cursor, Why.REVOKED, 0);
    phase = Phase.DONE;
    return true;
  }
}
