package dev.wardstream.push.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wardstream.edge.socket.OutgoingMessage;
import dev.wardstream.push.feed.CatchUp;
import dev.wardstream.push.hub.Budget;
import dev.wardstream.push.hub.Hub;
import dev.wardstream.push.hub.Subscription;
import dev.wardstream.push.hub.Watcher;
import dev.wardstream.push.hub.Who;
import dev.wardstream.push.stream.Cursor;
import dev.wardstream.push.stream.Cursor.BadCursor;
import dev.wardstream.push.stream.StreamName;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A subscriber on a bad network: it reads now and then, loses its connection, and comes back with
 * its newest cursor. Believes nothing: every position it is sent must follow from the one before.
 */
final class Client implements Watcher {
  private static final Pattern AT = Pattern.compile("\"at\":\"([^\"]+)\"");
  private static final Pattern CURSOR = Pattern.compile("\"cursor\":\"([^\"]+)\"");
  private static final Pattern GAP =
      Pattern.compile(
          "\\{\"sub\":1,\"gap\":\\{\"from\":\"([^\"]+)\",\"to\":\"([^\"]+)\","
              + "\"why\":\"([a-z]+)\",\"count\":([0-9]+)}}");
  private static final Duration INTERVAL = Duration.ofNanos(1);

  private final History history;
  private final StreamName stream;
  private final boolean latest;
  private final Random random;
  private final Queue<Runnable> steps = new ConcurrentLinkedQueue<>();
  private final Set<String> received = new HashSet<>();
  private final Set<String> greeted = new HashSet<>();
  private final Set<String> missing = new HashSet<>();
  private final Set<String> reasons = new HashSet<>();
  private final long[] newest = {-1, -1, -1};
  private final long[] start;
  private final Cursor shape;
  private String cursor;
  private Budget budget = new Budget(0);
  private @Nullable Delivery delivery;

  Client(History history, String stream, boolean latest, Random random) {
    this.history = history;
    this.stream = StreamName.parse(stream).orElseThrow();
    this.latest = latest;
    this.random = random;
    shape = subscription().cursorAt(new long[History.PARTITIONS + 1]);
    start = subscription().ends();
    cursor = subscription().cursorAt(start).toString();
  }

  private Subscription subscription() {
    var all = history.log.allPartitions();
    return new Subscription(1, stream, history.log, all, history.census, this);
  }

  /** Connects with its newest cursor, as a session does. */
  void connect(Hub hub, CatchUp catchUp) {
    if (delivery != null) {
      return;
    }
    budget = new Budget(2_000 + random.nextInt(20_000));
    var subscription = subscription();
    var credit = random.nextBoolean() ? null : Long.valueOf(random.nextInt(50));
    var pace = latest ? Pace.latest(INTERVAL) : Pace.every();
    delivery = new Delivery(subscription, credit, pace);
    var from = positions(cursor);
    hub.attach(subscription);
    subscription.begin(from);
    subscription.entered().addAll(history.enteredSince(stream.id(), from[History.PARTITIONS]));
    delivery.follow(from);
    catchUp.submit(subscription);
  }

  /** Loses its connection, and what was on its way. */
  void disconnect(Hub hub) {
    var open = delivery;
    if (open != null) {
      delivery = null;
      hub.detach(open.subscription());
      steps.clear();
    }
  }

  /** Reads what a message of some size holds, now and then. */
  void read(Hub hub, CatchUp catchUp) {
    for (var step = steps.poll(); step != null; step = steps.poll()) {
      step.run();
    }
    var open = delivery;
    if (open == null) {
      return;
    }
    if (random.nextInt(3) == 0) {
      open.grant(random.nextInt(40));
    }
    var message = new Message(600 + random.nextInt(3_000));
    open.write(message, true);
    if (random.nextInt(20) == 0) {
      open.settle();
    }
    message.text().lines().forEach(this::line);
    tend(open, hub, catchUp);
  }

  private static void tend(Delivery open, Hub hub, CatchUp catchUp) {
    var subscription = open.subscription();
    if (open.unpark() || (subscription.hasRoom() && subscription.unstall())) {
      catchUp.submit(subscription);
    } else if (open.isExhausted() && subscription.isLive()) {
      hub.park(subscription);
      parkIfInterrupted(open);
    }
  }

  private static void parkIfInterrupted(Delivery open) {
    if (open.subscription().takeInterruption()) {
      open.park();
    }
  }

  /** Everything has come that it will be sent. */
  boolean isUpToDate() {
    var open = delivery;
    if (open == null || !open.subscription().isLive() || open.isWaiting()) {
      return false;
    }
    open.settle();
    return new String(open.cursor(), StandardCharsets.US_ASCII)
        .equals(open.subscription().cursorAt(open.subscription().ends()).toString());
  }

  private void line(String line) {
    if (line.startsWith("{\"sub\":1,\"gap\":")) {
      gap(line);
      return;
    }
    for (var at = AT.matcher(line); at.find(); ) {
      if (line.startsWith("{\"sub\":1,\"snapshot\":")) {
        greeted.add(at.group(1).substring(6));
      } else {
        event(at.group(1));
      }
    }
    for (var next = CURSOR.matcher(line); next.find(); ) {
      moveTo(next.group(1));
    }
  }

  private void event(String at) {
    var parts = at.split("/", -1);
    var partition = Integer.parseInt(parts[1]);
    var offset = Long.parseLong(parts[2]);
    assertThat(offset).as("in order, once").isGreaterThan(newest[partition]);
    newest[partition] = offset;
    received.add(partition + "/" + offset);
  }

  private void gap(String line) {
    var gap = GAP.matcher(line);
    assertThat(gap.matches()).as(line).isTrue();
    var from = positions(gap.group(1));
    var to = positions(gap.group(2));
    moveTo(gap.group(1));
    assertThat(Long.parseLong(gap.group(4))).isPositive();
    for (var p = 0; p < History.PARTITIONS; p++) {
      for (var offset = from[p]; offset < to[p]; offset++) {
        missing.add(p + "/" + offset);
      }
    }
    reasons.add(gap.group(3));
    moveTo(gap.group(2));
  }

  private void moveTo(String next) {
    var before = positions(cursor);
    var after = positions(next);
    for (var at = 0; at < after.length; at++) {
      assertThat(after[at]).as("a cursor never goes back").isGreaterThanOrEqualTo(before[at]);
    }
    cursor = next;
  }

  private long[] positions(String text) {
    try {
      return Cursor.parse(text).offsetsLike(shape);
    } catch (BadCursor e) {
      throw new AssertionError(text, e);
    }
  }

  /** Whatever was written about patients of the ward has been received once, or told missing. */
  void check() {
    for (var p = 0; p < History.PARTITIONS; p++) {
      for (var written : history.written.get(p)) {
        var offset = written.item().offset();
        if (offset >= start[p] && stream.id().equals(written.ward())) {
          var at = p + "/" + offset;
          assertThat(received.contains(at) || missing.contains(at)).as(at).isTrue();
        }
      }
    }
    assertThat(received)
        .as("what was received is not missing")
        .doesNotContainAnyElementsOf(missing);
    assertThat(greeted)
        .as("who has come since the beginning, and is still there")
        .containsAll(history.enteredSince(stream.id(), start[History.PARTITIONS]));
  }

  /** Why it was told that something is missing. */
  Set<String> reasons() {
    return reasons;
  }

  @Override
  public Who who() {
    return new Who("nurse-1", "nurse");
  }

  @Override
  public Budget budget() {
    return budget;
  }

  @Override
  public void wake() {}

  @Override
  public void execute(Runnable step) {
    steps.add(step);
  }

  @Override
  public void overflowed(Subscription subscription) {
    steps.add(() -> ifOpen(subscription, Client::parkIfInterrupted));
  }

  @Override
  public void dismissed() {
    throw new AssertionError("nobody is dismissed here");
  }

  @Override
  public boolean mayWatch(StreamName name) {
    return true;
  }

  @Override
  public void revoked(Subscription subscription) {
    throw new AssertionError("nothing is revoked here");
  }

  @Override
  public void forget(Subscription subscription, String patient) {
    steps.add(() -> ifOpen(subscription, open -> open.forget(patient)));
  }

  private void ifOpen(Subscription subscription, Consumer<Delivery> step) {
    var open = delivery;
    if (open != null && open.subscription() == subscription) {
      step.accept(open);
    }
  }

  /** A message of limited size. */
  private static final class Message implements OutgoingMessage {
    private final int full;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    private Message(int full) {
      this.full = full;
    }

    @Override
    public int remaining() {
      return full - bytes.size();
    }

    @Override
    public void append(byte[] utf8) {
      bytes.writeBytes(utf8);
    }

    @Override
    public void append(byte[] utf8, int offset, int count) {
      bytes.write(utf8, offset, count);
    }

    @Override
    public void endLine() {
      bytes.write('\n');
    }

    private String text() {
      return bytes.toString(StandardCharsets.UTF_8);
    }
  }
}
