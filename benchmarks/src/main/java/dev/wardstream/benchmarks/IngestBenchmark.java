package dev.wardstream.benchmarks;

import java.net.URI;
import java.util.List;
import java.util.function.LongFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Puts acknowledged per second and CPU seconds per million, beside a bare Undertow echo and a bare
 * Kafka producer of the same bytes in the same run. One put per message; each connection keeps
 * {@value #WINDOW} unanswered.
 */
final class IngestBenchmark {
  static final Signal SIGNAL = new Signal(300);

  private static final int CONNECTIONS = 16;
  private static final int WINDOW = 256;
  private static final String HEAP = "512m";
  private static final int BEDS_EACH = IngestPart.DEVICES / CONNECTIONS;

  private final long count;
  private final long warmUp;
  private final Report report =
      new Report("Ingest", "what", "messages/s", "CPU s per million", "refused");

  private IngestBenchmark(long count) {
    this.count = count;
    this.warmUp = count / 2;
  }

  /** Measures {@code count} messages of each kind, after half as many to warm up. */
  static void run(long count) {
    new IngestBenchmark(count).run();
  }

  private void run() {
    double echo;
    double producer;
    double ingest;
    try (var kafka = Child.start("1g", KafkaPart.class)) {
      var brokers = kafka.ready().get(0);
      try (var part = Child.start(HEAP, EchoPart.class)) {
        echo = sockets("bare JSR echo", part, null);
      }
      try (var part = Child.start(HEAP, ProducerPart.class, brokers)) {
        producer = producer(part);
      }
      try (var part = Child.start(HEAP, IngestPart.class, brokers, kafka.ready().get(1))) {
        ingest = sockets("put: WebSocket, JSON, Avro, acks=all", part, part.ready().get(1));
      }
    }
    report.print();
    System.out.printf("%nCPU of put / (echo + producer): %.2f%n", ingest / (echo + producer));
  }

  private double sockets(String what, Child part, @Nullable String token) {
    var address = URI.create(part.ready().get(0));
    var loads =
        IntStream.range(0, CONNECTIONS)
            .mapToObj(i -> PutLoad.open(address, token, WINDOW))
            .toList();
    play(loads, 0, warmUp);
    var before = part.cpu();
    long begin = System.nanoTime();
    play(loads, warmUp, count);
    double seconds = (System.nanoTime() - begin) / 1e9;
    double cpu = part.cpu().minus(before).toNanos() / 1e9;
    long refused = loads.stream().mapToLong(PutLoad::refused).sum();
    loads.forEach(PutLoad::close);
    double perMillion = cpu * 1e6 / count;
    report.row(what, count / seconds, perMillion, refused);
    return perMillion;
  }

  private static void play(List<PutLoad> loads, long from, long count) {
    var threads =
        IntStream.range(0, CONNECTIONS)
            .mapToObj(i -> Thread.ofPlatform().start(() -> play(loads.get(i), i, from, count)))
            .toList();
    for (var thread : threads) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static void play(PutLoad load, int connection, long from, long count) {
    load.run(from / CONNECTIONS, count / CONNECTIONS, puts(connection));
  }

  /** The beds of a connection take turns. */
  private static LongFunction<byte[]> puts(int connection) {
    return i ->
        SIGNAL.put(
            i,
            connection * BEDS_EACH + (int) (i % BEDS_EACH),
            i / BEDS_EACH,
            System.currentTimeMillis());
  }

  private double producer(Child part) {
    part.ask(Long.toString(warmUp));
    var before = part.cpu();
    var answer = part.ask(Long.toString(count)).split(" ", -1);
    double cpu = part.cpu().minus(before).toNanos() / 1e9;
    double seconds = Long.parseLong(answer[0]) / 1e9;
    report.row("bare producer, same bytes", count / seconds, cpu * 1e6 / count, answer[1]);
    return cpu * 1e6 / count;
  }
}
