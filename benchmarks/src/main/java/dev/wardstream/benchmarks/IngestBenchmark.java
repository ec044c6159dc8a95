package dev.wardstream.benchmarks;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;
import java.util.stream.IntStream;

/**
 * Puts acknowledged per second and CPU seconds per million, beside a bare Undertow echo and a bare
 * Kafka producer of the same bytes in the same run.
 */
final class IngestBenchmark {
  private static final int CONNECTIONS = 16;
  private static final int WINDOW = 256;

  private final long count;
  private final Report report =
      new Report("Ingest", "what", "messages/s", "CPU s per million", "refused");

  private IngestBenchmark(long count) {
    this.count = count;
  }

  static void run(long count) {
    new IngestBenchmark(count).run();
  }

  private void run() {
    double echo;
    double producer;
    double ingest;
    try (var kafka = Child.start("1g", KafkaPart.class)) {
      try (var part = Child.start("512m", EchoPart.class)) {
        echo = sockets("bare JSR echo", part, part.ready(), null);
      }
      try (var part = Child.start("512m", ProducerPart.class, kafka.ready())) {
        producer = producer(part);
      }
      try (var part = Child.start("512m", IngestPart.class, kafka.ready())) {
        var ready = part.ready().split(" ", -1);
        ingest = sockets("put: WebSocket, JSON, Avro, acks=all", part, ready[0], ready[1]);
      }
    }
    report.print();
    System.out.printf("%nput / (echo + producer) in CPU: %.2f%n", ingest / (echo + producer));
  }

  private double sockets(
      String what, Child part, String address, @org.jspecify.annotations.Nullable String token) {
    var loads = new ArrayList<PutLoad>();
    for (int i = 0; i < CONNECTIONS; i++) {
      loads.add(PutLoad.open(URI.create(address), token, WINDOW));
    }
    play(loads, count / 5, 1);
    var before = part.cpu();
    long begin = System.nanoTime();
    play(loads, count, 2);
    double seconds = (System.nanoTime() - begin) / 1e9;
    double cpu = part.cpu().minus(before).toNanos() / 1e9;
    long refused = loads.stream().mapToLong(PutLoad::refused).sum();
    loads.forEach(PutLoad::close);
    double perMillion = cpu * 1e6 / count;
    report.row(what, count / seconds, perMillion, refused);
    return perMillion;
  }

  private static void play(List<PutLoad> loads, long count, int boot) {
    var threads =
        IntStream.range(0, CONNECTIONS)
            .mapToObj(i -> Thread.ofPlatform().start(() -> play(loads.get(i), i, count, boot)))
            .toList();
    for (var thread : threads) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static void play(PutLoad load, int connection, long count, int boot) {
    load.run(count / CONNECTIONS, puts(connection, boot));
  }

  /** One reading of three vitals per put, four devices per connection. */
  static LongFunction<byte[]> puts(int connection, int boot) {
    int devices = IngestPart.DEVICES / CONNECTIONS;
    return i ->
        "{\"id\":%d,\"put\":{\"device\":\"mon-%d\",\"boot\":%d,\"seq\":%d,\"readings\":[{\"t\":%d,\"hr\":72,\"rr\":16,\"spo2\":97}]}}"
            .formatted(
                i, connection * devices + i % devices, boot, i + 1, System.currentTimeMillis())
            .getBytes(StandardCharsets.UTF_8);
  }

  private double producer(Child part) {
    part.ask("run " + count / 5);
    var before = part.cpu();
    var answer = part.ask("run " + count).split(" ", -1);
    double cpu = part.cpu().minus(before).toNanos() / 1e9;
    double seconds = Long.parseLong(answer[0]) / 1e9;
    report.row("bare producer, same bytes", count / seconds, cpu * 1e6 / count, answer[1]);
    return cpu * 1e6 / count;
  }
}
