package dev.wardstream.push.session;

import dev.wardstream.edge.socket.ErrorCode;
import dev.wardstream.edge.socket.Refusal;
import dev.wardstream.edge.socket.Refusal.Wanted;
import dev.wardstream.edge.socket.Reply;
import dev.wardstream.push.feed.Feed;
import dev.wardstream.push.hub.Gap;
import dev.wardstream.push.hub.HotTail;
import dev.wardstream.push.hub.LiveLog;
import dev.wardstream.push.hub.Subscription;
import dev.wardstream.push.stream.Cursor;
import dev.wardstream.push.stream.Cursor.BadCursor;
import dev.wardstream.push.stream.Kind;
import dev.wardstream.push.stream.StreamName;
import dev.wardstream.push.stream.StreamName.Scope;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.common.utils.Utils;
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
    var log = log(logs, frame.stream());
    var partitions = partitions(frame.stream(), log);
    var from = offsets(frame, log, partitions);
    var credited = frame.credit() != null;
    var subscription =
        new Subscription(++lastId, frame.stream(), log, partitions, session, credited);
    var delivery = new Delivery(subscription, frame.credit());
    if (frame.begin() instanceof Begin.Resume && isAhead(subscription, from)) {
      feed().catchUp().ends(subscription, ends -> checked(delivery, from, ends, reply));
      return;
    }
    accept(delivery, reply);
    begin(delivery, frame.begin(), from);
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

  private static LiveLog log(Map<Kind, LiveLog> logs, StreamName stream) throws Refusal {
    var log = logs.get(stream.kind());
    if (log == null) {
      throw starting();
    }
    return log;
  }

  /** The partitions a stream lives in: one for a patient or a room, all for a ward. */
  private static int[] partitions(StreamName stream, LiveLog log) {
    if (stream.scope() == Scope.WARD) {
      return IntStream.range(0, log.partitions()).toArray();
    }
    var key = stream.id().getBytes(StandardCharsets.UTF_8);
    return new int[] {Utils.toPositive(Utils.murmur2(key)) % log.partitions()};
  }

  private static long[] offsets(Frames.Sub frame, LiveLog log, int[] partitions) throws Refusal {
    if (frame.begin() instanceof Begin.Resume(Cursor cursor)) {
      try {
        return cursor.offsetsFor(log.topicId(), frame.stream().hash(), partitions);
      } catch (BadCursor e) {
        throw Frames.badCursor(e.getMessage());
      }
    }
    var start = new long[partitions.length];
    Arrays.fill(start, Subscription.START);
    return start;
  }

  private static boolean isAhead(Subscription subscription, long[] from) {
    return IntStream.range(0, from.length)
        .anyMatch(slot -> from[slot] > subscription.tail(slot).end());
  }

  /** A cursor of a node that has read on further than this one; catch-up thread. */
  private void checked(Delivery delivery, long[] from, List<Long> ends, Reply reply) {
    session.execute(() -> {
      if (IntStream.range(0, from.length).anyMatch(slot -> from[slot] > ends.get(slot))) {
        reply.refuse(Frames.badCursor("beyond the end of the log"));
      } else {
        accept(delivery, reply);
        resume(delivery, from);
      }
    });
  }

  private void accept(Delivery delivery, Reply reply) {
    if (session.add(delivery)) {
      reply.ok(Lines.ascii("{\"sub\":" + delivery.subscription().id() + "}"));
    } else {
      reply.refuse(Refusal.of(ErrorCode.UNAVAILABLE, "the connection is closing"));
      delivery.subscription().end();
    }
  }

  private void begin(Delivery delivery, Begin begin, long[] from) {
    if (begin instanceof Begin.Live) {
      live(delivery);
    } else if (delivery.subscription().stream().kind() == Kind.CENSUS) {
      census(delivery, begin instanceof Begin.Resume ? from : null);
    } else {
      switch (begin) {
        case Begin.Snapshot _ -> snapshot(delivery);
        case Begin.At(Instant time) ->
            feed()
                .catchUp()
                .locate(
                    delivery.subscription(),
                    time,
                    found -> session.execute(() -> resume(delivery, array(found))));
        case Begin.Resume _, Begin.Earliest _ -> resume(delivery, from);
        case Begin.Live _ -> live(delivery);
      }
    }
  }

  private static long[] array(List<Long> offsets) {
    return offsets.stream().mapToLong(Long::longValue).toArray();
  }

  private void live(Delivery delivery) {
    var subscription = delivery.subscription();
    feed()
        .execute(() -> {
          var hub = feed().tables().hub();
          hub.attach(subscription);
          hub.joinHere(subscription);
          var ends = ends(subscription);
          back(delivery, () -> delivery.follow(ends));
        });
  }

  private void resume(Delivery delivery, long[] from) {
    var subscription = delivery.subscription();
    subscription.begin(from);
    delivery.follow(from);
    feed().execute(() -> feed().tables().hub().attach(subscription));
    feed().catchUp().submit(subscription);
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
          feed().tables().hub().attach(subscription);
          var snapshot = feed().tables().snapshot(subscription);
          var from = array(snapshot.next());
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

  /**
   * The census is state: it is told whole, unless it is the one of the cursor, and live from the
   * same moment on. A cursor of an earlier state is answered with a gap, because who has left since
   * cannot be read from a compacted topic.
   */
  private void census(Delivery delivery, long @Nullable [] cursor) {
    var subscription = delivery.subscription();
    feed()
        .execute(() -> {
          var hub = feed().tables().hub();
          hub.attach(subscription);
          hub.joinHere(subscription);
          var ends = ends(subscription);
          if (cursor != null && Arrays.equals(cursor, ends)) {
            back(delivery, () -> delivery.follow(ends)); // nothing has changed: it is known
            return;
          }
          var snapshot = feed().tables().snapshot(subscription);
          back(
              delivery,
              () -> {
                delivery.snapshot(snapshot.items(), cursor == null ? ends : cursor, () -> {});
                if (cursor != null) {
                  delivery.openWith(gaps(cursor, ends));
                }
              });
        });
  }

  private static List<Gap> gaps(long[] from, long[] to) {
    var gaps = new ArrayList<Gap>();
    for (var slot = 0; slot < from.length; slot++) {
      if (from[slot] < to[slot]) {
        gaps.add(new Gap(slot, from[slot], to[slot], "conflated"));
      }
    }
    return gaps;
  }

  private static long[] ends(Subscription subscription) {
    return IntStream.range(0, subscription.slots())
        .mapToObj(subscription::tail)
        .mapToLong(HotTail::end)
        .toArray();
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
