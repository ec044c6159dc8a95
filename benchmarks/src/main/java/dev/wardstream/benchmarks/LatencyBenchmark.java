package dev.wardstream.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.HdrHistogram.SynchronizedHistogram;

/**
 * From a device's reading to the subscriber of its ward, through the whole platform in a process of
 * its own: each bed sends one reading per second, a watcher of each ward notes when readings and
 * the alerts they raise arrive.
 */
final class LatencyBenchmark {
  private static final Signal SIGNAL = new Signal(20);
  private static final int GATEWAYS = 16;
  private static final int WARM_UP_SECONDS = 15;
  private static final Duration LATEST = Duration.ofSeconds(20);

  private final int beds;
  private final int seconds;
  private final AtomicLong refused = new AtomicLong();

  private LatencyBenchmark(int beds, int seconds) {
    this.beds = beds;
    this.seconds = seconds;
  }

  /** Measures each rate for so many seconds, after {@value #WARM_UP_SECONDS} to warm up. */
  static void run(List<Integer> readingsPerSecond, int seconds) {
    var report =
        new Report(
            "Latency in milliseconds, counted from the moment a reading was due",
            "readings/s",
            "what",
            "p50",
            "p99",
            "p99.9",
            "max",
            "arrived / due");
    for (int rate : readingsPerSecond) {
      new LatencyBenchmark(rate, seconds).run(report);
    }
    report.print();
  }

  private void run(Report report) {
    try (var platform = Child.start("1g", PlatformPart.class, beds)) {
      var sockets = platform.ready().get(0);
      var gateways = gateways(platform, URI.create(sockets + "/v1/ingest"));
      var timetable =
          new Timetable(
              beds, System.nanoTime(), System.currentTimeMillis(), WARM_UP_SECONDS, seconds);
      var arrivals = new Arrivals(timetable);
      var watchers = watchers(platform.ask("nurse"), URI.create(sockets + "/v1/push"));
      watchers.forEach(watcher ->
          watcher.start(message ->
              arrivals.take(new String(message, StandardCharsets.ISO_8859_1), System.nanoTime())));
      play(gateways, timetable);
      report(report, timetable, arrivals);
      watchers.forEach(Watcher::close);
      for (var gateway : gateways) {
        gateway.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<RawSocket> gateways(Child platform, URI ingest) throws IOException {
    var gateways = new ArrayList<RawSocket>();
    for (int i = 0; i < GATEWAYS; i++) {
      var token = platform.ask("gateway %d %d".formatted(i, GATEWAYS));
      var socket = RawSocket.open(ingest, token);
      Thread.ofVirtual().start(() -> readAnswers(socket));
      gateways.add(socket);
    }
    return gateways;
  }

  private List<Watcher> watchers(String token, URI push) throws IOException {
    var watchers = new ArrayList<Watcher>();
    for (var ward : new Beds(beds).wards()) {
      watchers.add(
          Watcher.open(push, token, "wards/" + ward + "/vitals", "wards/" + ward + "/alerts"));
    }
    return watchers;
  }

  private void readAnswers(RawSocket socket) {
    var error = Scan.of("\"error\"");
    try {
      while (true) {
        refused.addAndGet(error.count(socket.read()));
      }
    } catch (IOException _) {
      return; // by the end of the run
    }
  }

  /** Sends every reading when it is due, or at once when that has passed. */
  private void play(List<RawSocket> gateways, Timetable timetable) throws IOException {
    for (long i = 0; i < timetable.readings(); i++) {
      int bed = (int) (i % beds);
      long second = i / beds;
      var put = SIGNAL.put(i, bed, second, timetable.timeMillis(bed, second));
      awaitNanoTime(timetable.dueNanos(bed, second));
      gateways.get(bed % GATEWAYS).write(put);
    }
  }

  private static void awaitNanoTime(long due) {
    for (long wait = due - System.nanoTime(); wait > 0; wait = due - System.nanoTime()) {
      LockSupport.parkNanos(wait);
    }
  }

  private void report(Report report, Timetable timetable, Arrivals arrivals) {
    long readings = (long) beds * seconds;
    long alerts =
        LongStream.range(timetable.warmUpSeconds(), timetable.warmUpSeconds() + seconds)
            .map(second -> IntStream.range(0, beds).filter(b -> SIGNAL.raises(b, second)).count())
            .sum();
    long deadline = System.nanoTime() + LATEST.toNanos();
    while (System.nanoTime() < deadline
        && (arrivals.vitals().getTotalCount() < readings
            || arrivals.alerts().getTotalCount() < alerts)) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
    }
    row(report, "vitals", arrivals.vitals(), readings);
    row(report, "alerts", arrivals.alerts(), alerts);
    if (refused.get() > 0) {
      System.out.printf("%n%,d puts were refused at %,d readings/s%n", refused.get(), beds);
    }
  }

  private void row(Report report, String what, SynchronizedHistogram delays, long due) {
    report.row(
        beds,
        what,
        delays.getValueAtPercentile(50) / 1e3,
        delays.getValueAtPercentile(99) / 1e3,
        delays.getValueAtPercentile(99.9) / 1e3,
        delays.getMaxValue() / 1e3,
        "%,d / %,d".formatted(delays.getTotalCount(), due));
  }
}
