package dev.wardstream.cli.verify;

import dev.wardstream.cli.terminal.CommandFailed;
import dev.wardstream.client.Event;
import dev.wardstream.client.RefusedException;
import dev.wardstream.client.StreamRequest;
import dev.wardstream.client.Transport;
import dev.wardstream.client.WardstreamClient;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;

/**
 * One run against a running installation. Used by one thread, which starts the probes and watchers,
 * waits for them and reports.
 */
public final class Verification implements AutoCloseable {
  private static final Duration READY_LIMIT = Duration.ofSeconds(30);
  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(60);
  private static final Duration PAUSE = Duration.ofMillis(200);

  private final Site site;
  private final Plan plan;
  private final Progress progress;
  private final Ledger ledger;
  private final WardstreamClient reader;
  private final List<WardstreamClient> writers;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Findings findings = new Findings();
  private final List<Row> rows = new ArrayList<>();
  private final List<Watcher> watchers = new ArrayList<>();
  private final End end;

  /** Is told how far a run has come. */
  @FunctionalInterface
  public interface Progress {
    /**
     * So far.
     *
     * @param share of the time, 0 to 1
     * @param put readings in the log
     * @param delivered readings at watchers
     */
    void at(double share, long put, long delivered);
  }

  private Verification(Site site, Plan plan, Progress progress) {
    this.site = site;
    this.plan = plan;
    this.progress = progress;
    ledger = new Ledger(Clock.systemUTC().millis(), site.devices());
    reader = WardstreamClient.to(site.push(), site.watching());
    writers =
        site.devices().stream()
            .map(device -> WardstreamClient.to(site.ingest(), () -> site.tokens().of(device)))
            .toList();
    end = new End(plan.settle());
  }

  /**
   * Runs.
   *
   * @throws CommandFailed with the remedy, when it cannot even begin
   */
  public static Report run(Site site, Plan plan, Progress progress) throws InterruptedException {
    try (var verification = new Verification(site, plan, progress)) {
      return verification.run();
    }
  }

  private Report run() throws InterruptedException {
    var probes =
        IntStream.range(0, writers.size())
            .mapToObj(index -> new Probe(writers.get(index), ledger, index, plan))
            .toList();
    for (var probe : probes) {
      probe.awaitKnown();
    }
    awaitCensus();
    settle();
    var watching = watchers.stream().map(threads::submit).toList();
    for (var watcher : watchers) {
      if (!watcher.awaitLive(READY_LIMIT)) {
        throw new CommandFailed(
            "%s does not follow %s after %d s."
                .formatted(watcher.name(), site.stream("vitals"), READY_LIMIT.toSeconds()));
      }
    }
    var began = System.nanoTime();
    await(probes.stream().map(threads::submit).toList(), plan.length().plus(ANSWER_LIMIT), began);
    end.near(ledger.acknowledged());
    await(watching, plan.length().plus(plan.settle()).plus(ANSWER_LIMIT), began);
    return new Report(site, plan, ledger.total(), rows, findings.first(), findings.total());
  }

  /** Who watches: every habit on every transport. */
  private void settle() {
    var byTransport = new EnumMap<Transport, Row>(Transport.class);
    for (var transport : plan.transports()) {
      byTransport.put(transport, new Row(Report.name(transport)));
    }
    rows.addAll(byTransport.values());
    var switching = new Row("switching");
    if (plan.transports().size() > 1) {
      rows.add(switching);
    }
    for (var number = 1; number <= plan.subscribers(); number++) {
      for (var habit : Habit.values()) {
        for (var transport : plan.transports()) {
          var row = habit == Habit.SWITCH ? switching : byTransport.get(transport);
          if (row != null && rows.contains(row) && suits(habit, transport)) {
            watchers.add(new Watcher(shared(), row, habit, transport, number));
          }
        }
      }
    }
  }

  private static boolean suits(Habit habit, Transport transport) {
    return habit != Habit.CREDIT || transport == Transport.WEB_SOCKET;
  }

  private Watcher.Run shared() {
    return new Watcher.Run(reader, site, ledger, plan, end, findings);
  }

  /** Waits until push knows the patients of the ward, so that every reading of them concerns it. */
  private void awaitCensus() throws InterruptedException {
    var deadline = System.nanoTime() + READY_LIMIT.toNanos();
    var transport = plan.transports().getFirst();
    var request = StreamRequest.of(site.stream("census")).over(transport);
    while (census(request).size() < site.devices().size()) {
      if (System.nanoTime() > deadline) {
        throw new CommandFailed(
            "Fewer than %d patients are in ward %s. Leave --no-admit away, or let whoever runs the care topics admit them."
                .formatted(site.devices().size(), site.ward()));
      }
      Thread.sleep(PAUSE);
    }
  }

  private Set<String> census(StreamRequest request) throws InterruptedException {
    var patients = new HashSet<String>();
    var deadline = System.nanoTime() + READY_LIMIT.toNanos();
    try (var census = reader.subscribe(request)) {
      while (System.nanoTime() < deadline) {
        var event = census.next(READY_LIMIT);
        if (event instanceof Event.Snapshot(var items, _)) {
          items.forEach(item -> patients.add(item.data().path("patient").asString("")));
        } else if (event instanceof Event.Live) {
          return patients;
        }
      }
    } catch (RefusedException e) {
      throw new CommandFailed(
          "The watcher may not see ward %s (%s): its token or account must name that ward."
              .formatted(site.ward(), e.getMessage()),
          e);
    }
    throw new CommandFailed(
        "%s does not answer in %d s.".formatted(site.push(), READY_LIMIT.toSeconds()));
  }

  private void await(List<? extends Future<?>> tasks, Duration limit, long began)
      throws InterruptedException {
    for (var task : tasks) {
      while (!isDone(task)) {
        var passed = System.nanoTime() - began;
        var delivered = rows.stream().mapToLong(Row::seenSoFar).sum();
        progress.at(
            Math.min(1, (double) passed / plan.length().toNanos()), ledger.total(), delivered);
        if (passed > limit.toNanos()) {
          throw new CommandFailed(
              "No end after " + limit.toSeconds() + " s: puts are not answered.");
        }
      }
    }
  }

  private static boolean isDone(Future<?> task) throws InterruptedException {
    try {
      task.get(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException _) {
      return false;
    } catch (ExecutionException e) {
      throw CommandFailed.of("A probe or a watcher gives up", e);
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
    writers.forEach(WardstreamClient::close);
    reader.close();
  }
}
