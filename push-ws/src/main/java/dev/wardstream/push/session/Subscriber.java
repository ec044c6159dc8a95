package dev.wardstream.push.session;

import dev.wardstream.edge.socket.ErrorCode;
import dev.wardstream.edge.socket.Refusal;
import dev.wardstream.edge.socket.Refusal.Wanted;
import dev.wardstream.edge.socket.Reply;
import dev.wardstream.push.feed.Feed;
import dev.wardstream.push.feed.Keys;
import dev.wardstream.push.hub.Gap;
import dev.wardstream.push.hub.Gap.Why;
import dev.wardstream.push.hub.LiveLog;
import dev.wardstream.push.hub.Subscription;
import dev.wardstream.push.stream.Cursor;
import dev.wardstream.push.stream.Cursor.BadCursor;
import dev.wardstream.push.stream.Kind;
import dev.wardstream.push.stream.StreamName;
import dev.wardstream.push.stream.StreamName.Scope;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Begins the subscriptions of one session, each in its way. I/O thread only; what the tables must
 * tell is asked on the feed thread and answered back here.
 *
 * <p>One snapshot at a time is under way, so what a session keeps waiting stays bounded.
 */
final class Subscriber {
  private static final Duration STARTING = Duration.ofSeconds(1);

  private final PushEndpoint endpoint;
  private final PushConversation session;
  private final ArrayDeque<Delivery> snapshots = new ArrayDeque<>();
  private @Nullable Delivery underWay;
  private int lastId;

  Subscriber(PushEndpoint endpoint, PushConversation session) {
    this.endpoint = endpoint;
    this.session = session;
  }

  void subscribe(Frames.Sub frame, Reply reply) throws Refusal {
    var logs = feed().logs().orElseThrow(Subscriber::starting);
    if (!session.mayWatch(frame.stream())) {
      throw Refusal.forbidden(
          "sub.stream",
          "not yours to watch",
          new Wanted(frame.stream().toString(), patient(frame)));
    }
    var subscription = subscription(frame.stream(), logs);
    var delivery = new Delivery(subscription, frame.credit(), frame.pace());
    if (frame.begin() instanceof Begin.Resume(Cursor cursor)) {
      var from = positions(cursor, subscription);
      subscription.begin(from);
      feed().watch(subscription, () -> check(delivery, from, reply));
    } else if (frame.begin() instanceof Begin.Live) {
      feed().watch(subscription, () -> live(delivery, reply));
    } else {
      accept(delivery, reply);
      feed().watch(subscription, () -> begin(delivery, frame.begin()));
    }
  }

  private Subscription subscription(StreamName stream, Map<Kind, LiveLog> logs) throws Refusal {
    var log = log(logs, stream.kind());
    var census = !stream.hasKey() && !stream.kind().isState() ? log(logs, Kind.CENSUS) : null;
    return new Subscription(++lastId, stream, log, partitions(stream, log), census, session);
  }

  private static @Nullable String patient(Frames.Sub frame) {
    var stream = frame.stream();
    return stream.scope() == Scope.PATIENT ? stream.id() : null;
  }

  private Feed feed() {
    return endpoint.feed();
  }

  private static Refusal starting() {
    return Refusal.retry(ErrorCode.UNAVAILABLE, "still reading the topics", STARTING);
  }

  private static LiveLog log(Map<Kind, LiveLog> logs, Kind kind) throws Refusal {
    var log = logs.get(kind);
    if (log == null) {
      throw starting();
    }
    return log;
  }

  /** The partitions a stream lives in: one for a patient or a room, all for a ward. */
  private static int[] partitions(StreamName stream, LiveLog log) {
    return stream.hasKey()
        ? new int[] {Keys.partition(stream.key(), log.partitions())}
        : log.allPartitions();
  }

  private static long[] positions(Cursor cursor, Subscription subscription) throws Refusal {
    try {
      return cursor.offsetsLike(subscription.cursorAt(new long[subscription.positions()]));
    } catch (BadCursor e) {
      throw Frames.badCursor(e.getMessage());
    }
  }

  /** A node that has read on further than this one may have given the cursor; feed thread. */
  private void check(Delivery delivery, long[] from, Reply reply) {
    var subscription = delivery.subscription();
    if (isWithin(from, subscription)) {
      resume(delivery, from, reply);
    } else {
      feed()
          .catchUp()
          .ends(
              subscription,
              ends -> {
                if (IntStream.range(0, ends.size()).anyMatch(slot -> from[slot] > ends.get(slot))) {
                  session.execute(() -> refuse(delivery, reply));
                } else {
                  feed().execute(() -> resume(delivery, from, reply));
                }
              });
    }
  }

  private static boolean isWithin(long[] from, Subscription subscription) {
    return IntStream.range(0, subscription.slots())
        .allMatch(slot -> from[slot] <= subscription.tail(slot).end());
  }

  private void refuse(Delivery delivery, Reply reply) {
    delivery.subscription().end();
    feed().unwatch(delivery.subscription());
    reply.refuse(Frames.badCursor("beyond the end of the log"));
  }

  /** Feed thread. */
  private void resume(Delivery delivery, long[] from, Reply reply) {
    session.execute(() -> {
      if (accept(delivery, reply)) {
        delivery.follow(from);
        if (delivery.subscription().stream().kind().isState()) {
          feed().execute(() -> state(delivery, from));
        } else {
          feed().execute(() -> readFrom(delivery.subscription(), from));
        }
      }
    });
  }

  /** Feed thread: reads on from a cursor, and tells then who has come to the ward since. */
  private void readFrom(Subscription subscription, long[] from) {
    subscription.begin(from);
    if (!subscription.stream().hasKey()) {
      subscription.entered().addAll(feed().tables().census().newTo(subscription));
    }
    feed().catchUp().submit(subscription);
  }

  private boolean accept(Delivery delivery, Reply reply) {
    try {
      session.add(delivery);
      reply.ok(Lines.ascii("{\"sub\":" + delivery.subscription().id() + "}"));
      return true;
    } catch (Refusal e) {
      reply.refuse(e);
      delivery.subscription().end();
      feed().unwatch(delivery.subscription());
      return false;
    }
  }

  /** Feed thread; everything the stream is read from is followed. */
  private void begin(Delivery delivery, Begin begin) {
    if (delivery.subscription().stream().kind().isState()) {
      state(delivery, null);
    } else if (begin instanceof Begin.At(Instant time)) {
      feed()
          .catchUp()
          .locate(
              delivery.subscription(),
              time,
              found -> feed().execute(() -> read(delivery, array(found))));
    } else if (begin instanceof Begin.Earliest) {
      var start = new long[delivery.subscription().slots()];
      Arrays.fill(start, Subscription.START);
      read(delivery, start);
    } else {
      back(delivery, () -> snapshot(delivery));
    }
  }

  private static long[] array(List<Long> offsets) {
    return offsets.stream().mapToLong(Long::longValue).toArray();
  }

  /** Feed thread: whatever is published after the answer will be delivered. */
  private void live(Delivery delivery, Reply reply) {
    var subscription = delivery.subscription();
    feed().tables().hub().joinHere(subscription);
    var ends = subscription.ends();
    session.execute(() -> {
      if (accept(delivery, reply)) {
        delivery.follow(ends);
        if (subscription.takeInterruption()) {
          delivery.park(); // overflowed before it could be told
        }
        session.wake();
      }
    });
  }

  /** Feed thread: reads the log from somewhere; who is in the ward is taken as known. */
  private void read(Delivery delivery, long[] offsets) {
    var subscription = delivery.subscription();
    var from = subscription.ends();
    System.arraycopy(offsets, 0, from, 0, offsets.length);
    subscription.begin(from);
    back(
        delivery,
        () -> {
          delivery.follow(from);
          feed().catchUp().submit(subscription);
        });
  }

  private void snapshot(Delivery delivery) {
    if (underWay != null) {
      snapshots.add(delivery);
      return;
    }
    underWay = delivery;
    var subscription = delivery.subscription();
    feed()
        .execute(() -> {
          if (subscription.hasEnded()) {
            return;
          }
          var snapshot = feed().tables().snapshot(subscription);
          var from = subscription.ends();
          System.arraycopy(array(snapshot.next()), 0, from, 0, snapshot.next().size());
          subscription.entered().clear();
          back(
              delivery,
              () -> delivery.snapshot(snapshot.items(), from, () -> follow(delivery, from)));
        });
  }

  private void follow(Delivery delivery, long[] from) {
    var subscription = delivery.subscription();
    subscription.begin(from);
    feed().catchUp().submit(subscription);
    finished(delivery);
  }

  /** Goes on after a pause: what is state is told whole again, everything else is read. */
  void readOn(Delivery delivery) {
    var subscription = delivery.subscription();
    if (subscription.stream().kind().isState()) {
      var from = subscription.horizon();
      feed().execute(() -> state(delivery, from));
    } else {
      feed().catchUp().submit(subscription);
    }
  }

  /**
   * State is told whole, unless it is the one of the cursor, and live from the same moment on. A
   * cursor of an earlier state is answered with a gap, because its past is not kept: who has left
   * since cannot be read again. Feed thread.
   */
  private void state(Delivery delivery, long @Nullable [] cursor) {
    var subscription = delivery.subscription();
    if (subscription.hasEnded()) {
      return;
    }
    feed().tables().hub().joinHere(subscription);
    var ends = subscription.ends();
    if (Arrays.equals(cursor, ends)) {
      back(delivery, () -> delivery.follow(ends)); // nothing has changed: it is known
      return;
    }
    var snapshot = feed().tables().snapshot(subscription);
    back(
        delivery,
        () -> {
          delivery.snapshot(snapshot.items(), cursor == null ? ends : cursor, () -> {});
          if (cursor != null) {
            missed(cursor, ends).ifPresent(delivery::openWith);
          }
        });
  }

  private static Optional<Gap> missed(long[] from, long[] to) {
    var count = IntStream.range(0, from.length).mapToLong(slot -> to[slot] - from[slot]).sum();
    return count > 0 ? Optional.of(new Gap(to, count, Why.CONFLATED)) : Optional.empty();
  }

  private void back(Delivery delivery, Runnable step) {
    session.execute(() -> {
      if (!delivery.subscription().hasEnded()) {
        step.run();
        session.wake();
      }
    });
  }

  /** A snapshot has been written, or its subscription has ended: the next may begin. */
  void finished(Delivery delivery) {
    snapshots.remove(delivery);
    if (underWay == delivery) {
      underWay = null;
      var next = snapshots.poll();
      if (next != null) {
        snapshot(next);
      }
    }
  }
}
