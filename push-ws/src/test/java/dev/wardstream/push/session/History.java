package dev.wardstream.push.session;

import dev.wardstream.push.feed.LogReader;
import dev.wardstream.push.hub.Hub;
import dev.wardstream.push.hub.Item;
import dev.wardstream.push.hub.LiveLog;
import dev.wardstream.push.hub.Places;
import dev.wardstream.push.stream.Kind;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A log and a census that grow at random, and what became of every record. The log forgets its
 * oldest records; patients move between two wards and out of them.
 */
final class History implements Places {
  static final int PARTITIONS = 3;
  static final int PATIENTS = 9;
  private static final List<String> WARDS = List.of("w0", "w1", "nowhere");

  /**
   * A record as it was written.
   *
   * @param ward where its patient was then; null for nowhere
   */
  record Written(Item item, @Nullable String ward) {}

  final LiveLog log;
  final LiveLog census = LiveLog.of(Kind.CENSUS, new UUID(0, 9), 1, 16, 1 << 20);
  final List<List<Written>> written = new ArrayList<>();
  private final Random random;
  private final Map<String, String> wards = new ConcurrentHashMap<>();
  private final Map<String, List<Departure>> departures = new ConcurrentHashMap<>();
  private final Map<String, Long> enteredAt = new ConcurrentHashMap<>();
  private final long[] beginnings = new long[PARTITIONS];
  private long moves;

  History(Kind kind, Random random) {
    this.random = random;
    log = LiveLog.of(kind, new UUID(0, 1), PARTITIONS, 32, 1L << 30);
    for (var p = 0; p < PARTITIONS; p++) {
      written.add(new CopyOnWriteArrayList<>());
    }
    for (var p = 0; p < PATIENTS; p++) {
      wards.put("p" + p, WARDS.get(random.nextInt(WARDS.size())));
      enteredAt.put("p" + p, -1L);
    }
  }

  @Override
  public @Nullable String wardOf(String patient) {
    return wards.get(patient);
  }

  @Override
  public List<Departure> departuresOf(String patient) {
    return departures.getOrDefault(patient, List.of());
  }

  /** The patients of a ward who came at or after a position of the census. */
  List<String> enteredSince(String ward, long position) {
    return wards.keySet().stream()
        .filter(patient -> ward.equals(wards.get(patient)) && enteredAt(patient) >= position)
        .toList();
  }

  private long enteredAt(String patient) {
    return enteredAt.getOrDefault(patient, -1L);
  }

  private String anybody() {
    return "p" + random.nextInt(PATIENTS);
  }

  /** Writes a record and publishes it. One in fifty cannot be read. */
  void write(Hub hub) {
    var patient = anybody();
    var partition = (patient.charAt(1) - '0') % PARTITIONS;
    var records = written.get(partition);
    var offset = records.size();
    var kinds = log.kind() == Kind.VITALS ? 1L + random.nextInt(3) : 0;
    var json = "{\"at\":\"log/%d/%d\",\"data\":{}}".formatted(partition, offset);
    var item =
        random.nextInt(50) == 0
            ? Item.unreadable(partition, offset, patient)
            : Item.value(
                partition, offset, patient, kinds, json.getBytes(StandardCharsets.US_ASCII));
    records.add(new Written(item, wardOf(patient)));
    hub.publish(log, item);
  }

  /** Moves a patient. */
  void move(Hub hub) {
    var patient = anybody();
    var to = WARDS.get(random.nextInt(WARDS.size()));
    var from = wardOf(patient);
    if (from == null || from.equals(to)) {
      return;
    }
    var left = new ArrayList<>(departuresOf(patient));
    left.add(new Departure(from, 0, moves));
    departures.put(patient, List.copyOf(left));
    enteredAt.put(patient, moves);
    wards.put(patient, to);
    hub.moved(patient, from, to);
    moves++;
    census.tail(0).advance(moves);
  }

  /** The log forgets some of its oldest records. */
  void forget() {
    var partition = random.nextInt(PARTITIONS);
    var size = written.get(partition).size();
    beginnings[partition] = Math.min(size, beginnings[partition] + random.nextInt(1 + size / 4));
  }

  List<Item> state(String patient) {
    var json = "{\"at\":\"state/%s\",\"data\":{}}".formatted(patient);
    return List.of(Item.state(patient, json.getBytes(StandardCharsets.US_ASCII)));
  }

  /** The log on disk. */
  final class Disk implements LogReader {
    @Override
    public long read(List<Place> places, Sinks sinks) {
      var read = 0L;
      for (var place : places) {
        var sink = sinks.of(log, place.partition());
        var beginning = beginnings[place.partition()];
        if (place.from() < beginning) {
          sink.missing(beginning);
          continue;
        }
        var end = Math.min(place.from() + 20, log.tail(place.partition()).end());
        for (var at = place.from(); at < end; at++) {
          var item = written.get(place.partition()).get((int) at).item();
          if (sink.wants(item.subject())) {
            sink.take(item);
          }
          read++;
        }
        sink.reached(end);
      }
      return read;
    }

    @Override
    public List<Long> ends(LiveLog of, int[] partitions) {
      return Arrays.stream(partitions).mapToObj(p -> log.tail(p).end()).toList();
    }

    @Override
    public List<Long> at(LiveLog of, int[] partitions, Instant time) {
      return IntStream.of(partitions).mapToObj(p -> beginnings[p]).toList();
    }

    @Override
    public void close() {}
  }
}
