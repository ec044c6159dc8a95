package dev.wardstream.benchmarks;

import dev.wardstream.schemas.Topics;
import dev.wardstream.schemas.avro.DeviceReadings;
import dev.wardstream.schemas.registry.AvroSerde;
import dev.wardstream.schemas.registry.AvroSerializer;
import dev.wardstream.schemas.registry.RegistryClient;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

/**
 * Subscribers of one ward, and what writes readings of that ward to the log: as many as the
 * subscribers take, at most {@value #WINDOW} ahead of them on average. Arguments: broker, registry,
 * push address, token, number of subscribers. Asked for seconds it runs as long and answers
 * deliveries, nanoseconds, and deliveries missing in the end.
 */
final class SubscribersPart {
  private static final Signal SIGNAL = new Signal(300);
  private static final Scan ITEM = Scan.of("\"at\":");
  private static final int WINDOW = 500;
  private static final Duration LATEST = Duration.ofSeconds(10);

  private final List<Watcher> watchers = new ArrayList<>();
  private final LongAdder deliveries = new LongAdder();
  private final LogWriter log;
  private final AvroSerializer<DeviceReadings> serializer;
  private long sent;

  private SubscribersPart(LogWriter log, AvroSerializer<DeviceReadings> serializer) {
    this.log = log;
    this.serializer = serializer;
  }

  static void main(String[] arguments) throws IOException {
    try (var client = new RegistryClient(URI.create(arguments[1]));
        var log = LogWriter.to(arguments[0])) {
      var serializer =
          AvroSerde.of(Topics.VITALS_READINGS, DeviceReadings.class, client).serializer();
      var part = new SubscribersPart(log, serializer);
      part.subscribe(URI.create(arguments[2]), arguments[3], Integer.parseInt(arguments[4]));
      Child.serve("", question -> part.run(Duration.ofSeconds(Long.parseLong(question))));
      part.watchers.forEach(Watcher::close);
    }
  }

  private void subscribe(URI push, String token, int count) throws IOException {
    for (int i = 0; i < count; i++) {
      var watcher = Watcher.open(push, token, "wards/" + Beds.ward(0) + "/vitals");
      watcher.start(message -> deliveries.add(ITEM.count(message)));
      watchers.add(watcher);
    }
  }

  private String run(Duration length) {
    long before = deliveries.sum();
    long begin = System.nanoTime();
    long end = begin + length.toNanos();
    while (System.nanoTime() < end) {
      if (sent - deliveries.sum() / watchers.size() < WINDOW) {
        send();
      } else {
        LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(200));
      }
    }
    long nanos = System.nanoTime() - begin;
    long count = deliveries.sum() - before;
    return count + " " + nanos + " " + missing();
  }

  private void send() {
    int bed = (int) (sent % PushPart.BEDS.count());
    var record = SIGNAL.record(bed, sent / PushPart.BEDS.count(), System.currentTimeMillis());
    log.write(Topics.VITALS_READINGS, Beds.patient(bed), serializer.encode(record));
    sent++;
  }

  /** What has not come to every subscriber after a while. */
  private long missing() {
    long due = sent * watchers.size();
    long deadline = System.nanoTime() + LATEST.toNanos();
    while (deliveries.sum() < due && System.nanoTime() < deadline) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
    }
    watchers.stream()
        .map(Watcher::lost)
        .filter(Objects::nonNull)
        .distinct()
        .forEach(why -> System.err.println("a subscriber was lost: " + why));
    return due - deliveries.sum();
  }
}
