package dev.wardstream.cli.verify;

import dev.wardstream.client.Event;
import dev.wardstream.client.From;
import dev.wardstream.client.Item;
import dev.wardstream.client.RefusedException;
import dev.wardstream.client.StreamRequest;
import dev.wardstream.client.Subscription;
import dev.wardstream.client.Transport;
import dev.wardstream.client.WardstreamClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One subscriber of the probe ward with its habit, and a judge beside it. */
final class Watcher implements Runnable {
  private static final Duration TICK = Duration.ofMillis(50);
  private static final Duration ASIDE = Duration.ofSeconds(10);
  private static final long SOONEST_MILLIS = 150;
  private static final long SPREAD_MILLIS = 700;
  private static final int CREDIT = 4;
  private static final int MARKS = 64;

  private final Run run;
  private final Row row;
  private final Habit habit;
  private final String name;
  private final Transport transport;
  private final Random random;
  private final CountDownLatch live = new CountDownLatch(1);
  private final List<Mark> marks = new ArrayList<>();

  /** Verdicts of streams beside: given at the end, when every position is known. */
  private final List<Runnable> asides = new ArrayList<>();

  private long actAt;
  private int acts;

  /**
   * What the watchers of a run share.
   *
   * @param end told when no more is put
   * @param findings told what is wrong
   */
  record Run(
      WardstreamClient client,
      Site site,
      Ledger ledger,
      Plan plan,
      End end,
      Consumer<String> findings) {}

  /** Where a cursor stands: what had been told when it was. */
  private record Mark(From from, List<Integer> reached) {}

  Watcher(Run run, Row row, Habit habit, Transport transport, int number) {
    this.run = run;
    this.row = row;
    this.habit = habit;
    this.transport = transport;
    name = "%s, %s %d".formatted(row.name(), habit.name().toLowerCase(Locale.ROOT), number);
    random = new Random(run.plan().seed() * 31 + name.hashCode());
    row.joined();
  }

  String name() {
    return name;
  }

  /** Waits until it follows; false when it does not in time. */
  boolean awaitLive(Duration limit) throws InterruptedException {
    return live.await(limit.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void run() {
    var zero = run.ledger().devices().stream().map(_ -> 0).toList();
    var judge = judge(zero, habit == Habit.STEADY ? row::measured : _ -> {});
    try (var stream = run.client().subscribe(request(new From.Live()))) {
      follow(stream, judge);
    } catch (RefusedException e) {
      refused(e);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    asides.forEach(Runnable::run);
    row.concluded(judge.conclude(run.ledger().acknowledged()));
  }

  private StreamRequest request(From from) {
    return StreamRequest.of(run.site().stream("vitals"))
        .from(from)
        .over(transport)
        .credit(habit == Habit.CREDIT ? CREDIT : 0)
        .withRepeats();
  }

  private Judge judge(List<Integer> start, Consumer<Long> latency) {
    return new Judge(
        run.ledger(),
        start,
        found -> run.findings().accept(name + ": " + found),
        nanos -> {
          row.seen();
          latency.accept(nanos);
        });
  }

  private void refused(RefusedException e) {
    var counts = new Counts();
    counts.add(Count.REFUSED, 1);
    row.concluded(counts);
    run.findings().accept(name + ": refused, " + e.getMessage());
    live.countDown();
  }

  private void follow(Subscription stream, Judge judge) throws InterruptedException {
    while (!run.end().isOver(judge)) {
      var event = stream.next(TICK);
      if (event != null) {
        judge.take(event);
        remember(event, stream, judge);
        if (event instanceof Event.Live) {
          live.countDown();
        }
      }
      if (live.getCount() == 0 && !run.end().isNear() && System.nanoTime() >= actAt) {
        actAt = System.nanoTime() + (SOONEST_MILLIS + random.nextLong(SPREAD_MILLIS)) * 1_000_000;
        act(stream);
      }
    }
  }

  private void remember(Event event, Subscription stream, Judge judge) {
    if (habit == Habit.REWIND && event instanceof Event.Data data && data.cursor() != null) {
      var mark = new Mark(stream.position(), judge.reached());
      if (marks.size() < MARKS) {
        marks.add(mark);
      } else {
        marks.set(random.nextInt(MARKS), mark);
      }
    }
  }

  private void act(Subscription stream) throws InterruptedException {
    switch (habit) {
      case STEADY, CREDIT -> {}
      case CUT -> stream.cut();
      case STALL -> Thread.sleep(SOONEST_MILLIS + random.nextLong(SPREAD_MILLIS));
      case SWITCH -> stream.switchTo(another(stream.transport()));
      case REWIND -> aside();
    }
  }

  private Transport another(Transport now) {
    var others = run.plan().transports().stream().filter(other -> other != now).toList();
    return others.isEmpty() ? now : others.get(random.nextInt(others.size()));
  }

  /** Another stream from the past, until it has come to the present. */
  private void aside() throws InterruptedException {
    if (marks.isEmpty()) {
      return;
    }
    switch (acts++ % 3) {
      case 0 -> {
        var mark = marks.get(random.nextInt(marks.size()));
        aside(mark.from(), mark.reached());
      }
      case 1 -> {
        var device = random.nextInt(run.ledger().devices().size());
        var time = run.ledger().arrivalAt(device, random.nextDouble(0.9));
        if (time != null) {
          aside(new From.Time(time), run.ledger().before(time));
        }
      }
      default -> aside(new From.Snapshot(), null);
    }
  }

  private void aside(From from, @Nullable List<Integer> start) throws InterruptedException {
    var upTo = run.ledger().acknowledged();
    var deadline = System.nanoTime() + ASIDE.toNanos();
    var snapshot = new ArrayList<Item>();
    var judge = start == null ? null : judge(start, _ -> {});
    try (var stream = run.client().subscribe(request(from))) {
      while ((judge == null || !judge.isComplete(upTo)) && System.nanoTime() < deadline) {
        var event = stream.next(TICK);
        if (judge == null && event instanceof Event.Snapshot(var items, var more)) {
          snapshot.addAll(items);
          judge = more ? null : judge(Judge.shown(run.ledger(), snapshot), _ -> {});
        } else if (judge != null && event != null) {
          judge.take(event);
        }
      }
    }
    if (judge == null) {
      var missing = new Counts();
      missing.add(Count.REFUSED, 1);
      row.concluded(missing);
      run.findings().accept(name + ": no snapshot in " + ASIDE.toSeconds() + " s");
    } else {
      var last = judge;
      asides.add(() -> row.concluded(last.conclude(upTo)));
    }
  }
}
