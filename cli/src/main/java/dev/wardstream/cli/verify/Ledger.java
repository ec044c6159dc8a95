package dev.wardstream.cli.verify;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** What the probes of a run have put: the truth that watchers are compared with. Any thread. */
final class Ledger {
  private final long boot;
  private final List<String> devices;
  private final List<List<Entry>> entries = new ArrayList<>();

  /**
   * A reading that was put.
   *
   * @param seq from 1, without holes
   * @param t event time, by which it is recognised in a snapshot
   * @param nanos when it was sent
   * @param at where the log has it; null while that is not known
   * @param arrived when the platform took it; null before a watcher has been told
   */
  record Entry(int seq, Instant t, long nanos, @Nullable String at, @Nullable Instant arrived) {}

  /**
   * An empty ledger.
   *
   * @param boot of all devices; items of another are not of this run
   */
  Ledger(long boot, List<String> devices) {
    this.boot = boot;
    this.devices = List.copyOf(devices);
    devices.forEach(_ -> entries.add(new ArrayList<>()));
  }

  /** The temperature of a reading: from it the decimals can be told. */
  static BigDecimal temperature(int seq) {
    return BigDecimal.valueOf(3600 + seq % 100, 2);
  }

  long boot() {
    return boot;
  }

  List<String> devices() {
    return devices;
  }

  /** Which of the devices it is; empty for somebody else's. */
  OptionalInt indexOf(String device) {
    var index = devices.indexOf(device);
    return index < 0 ? OptionalInt.empty() : OptionalInt.of(index);
  }

  /** A reading is about to be sent; its number. */
  synchronized int sent(int device, Instant t) {
    var track = entries.get(device);
    var seq = track.size() + 1;
    track.add(new Entry(seq, t, System.nanoTime(), null, null));
    return seq;
  }

  /** The log has it. */
  synchronized void acknowledged(int device, int seq, String at) {
    var entry = entries.get(device).get(seq - 1);
    entries.get(device).set(seq - 1, new Entry(seq, entry.t(), entry.nanos(), at, entry.arrived()));
  }

  /** A watcher was told of it. */
  synchronized void seen(int device, int seq, Instant arrived) {
    var entry = entries.get(device).get(seq - 1);
    if (entry.arrived() == null) {
      entries
          .get(device)
          .set(seq - 1, new Entry(seq, entry.t(), entry.nanos(), entry.at(), arrived));
    }
  }

  /** A reading; null when no such was put. */
  synchronized @Nullable Entry entry(int device, long seq) {
    var track = entries.get(device);
    return seq < 1 || seq > track.size() ? null : track.get((int) seq - 1);
  }

  /** The reading with that event time; 0 when there is none. */
  synchronized int seqAt(int device, Instant t) {
    return entries.get(device).stream()
        .filter(entry -> entry.t().equals(t))
        .mapToInt(Entry::seq)
        .findFirst()
        .orElse(0);
  }

  /** Highest number of each device up to which all are known to be in the log. */
  synchronized List<Integer> acknowledged() {
    var upTo = new ArrayList<Integer>();
    for (var track : entries) {
      upTo.add((int) track.stream().takeWhile(entry -> entry.at() != null).count());
    }
    return upTo;
  }

  /** Readings that are known to be in the log. */
  int total() {
    return acknowledged().stream().mapToInt(Integer::intValue).sum();
  }

  /**
   * What is not asked for by {@code from: {"time": …}}: for each device the last number before the
   * first that arrived in its partition at or after that time.
   */
  synchronized List<Integer> before(Instant time) {
    var first = new HashMap<String, Long>();
    each((_, at, arrived) -> {
      if (!arrived.isBefore(time)) {
        first.merge(at.partition(), at.offset(), Math::min);
      }
    });
    var before = new ArrayList<Integer>(devices.stream().map(_ -> 0).toList());
    each((entry, at, _) -> {
      if (at.offset() < first.getOrDefault(at.partition(), Long.MAX_VALUE)) {
        before.set(entry.device(), Math.max(before.get(entry.device()), entry.seq()));
      }
    });
    return before;
  }

  private interface Known {
    void take(Numbered entry, Place at, Instant arrived);
  }

  private record Numbered(int device, int seq) {}

  /** What {@code topic/partition/offset} says. */
  private record Place(String partition, long offset) {
    static Place of(String at) {
      var slash = at.lastIndexOf('/');
      return new Place(at.substring(0, slash), Long.parseLong(at.substring(slash + 1)));
    }
  }

  private void each(Known known) {
    for (var device = 0; device < entries.size(); device++) {
      for (var entry : entries.get(device)) {
        if (entry.at() != null && entry.arrived() != null) {
          known.take(new Numbered(device, entry.seq()), Place.of(entry.at()), entry.arrived());
        }
      }
    }
  }

  /** An arrival time well before the newest, of the device's reading at that share of its past. */
  synchronized @Nullable Instant arrivalAt(int device, double share) {
    var known = entries.get(device).stream().filter(entry -> entry.arrived() != null).toList();
    return known.isEmpty() ? null : known.get((int) (known.size() * share)).arrived();
  }
}
