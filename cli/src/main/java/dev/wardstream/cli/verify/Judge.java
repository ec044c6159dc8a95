package dev.wardstream.cli.verify;

import dev.wardstream.client.Event;
import dev.wardstream.client.Item;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/**
 * Compares what one subscription is told with what was put: every reading after its start once, in
 * order per device, or a gap in its place. Owned by the watcher's thread.
 *
 * <p>An item may come again only after a reconnect, and only when no cursor had been told since it
 * came: a cursor covers everything before it.
 */
final class Judge {
  private final Ledger ledger;
  private final Consumer<String> findings;
  private final Consumer<Long> latency;
  private final List<Track> tracks = new ArrayList<>();
  private final List<Runnable> unproven = new ArrayList<>();
  private final Counts counts = new Counts();
  private long excusable;

  /** What is known of one device. */
  private static final class Track {
    private final BitSet received = new BitSet();
    private final BitSet excused = new BitSet();
    private final int start;
    private int last;
    private int covered;
    private int atOpening;
    private boolean gap;

    private Track(int start) {
      this.start = start;
      last = start;
      covered = start;
    }
  }

  /**
   * A judge of a subscription.
   *
   * @param start the last number of each device that it is not to be told
   * @param findings told what is wrong
   * @param latency told how many nanoseconds after it was sent a reading came
   */
  Judge(Ledger ledger, List<Integer> start, Consumer<String> findings, Consumer<Long> latency) {
    this.ledger = ledger;
    this.findings = findings;
    this.latency = latency;
    start.forEach(seq -> tracks.add(new Track(seq)));
  }

  /** Takes an event. */
  void take(Event event) {
    switch (event) {
      case Event.Opened _ -> {
        counts.add(Count.OPENED, 1);
        tracks.forEach(track -> track.atOpening = track.last);
      }
      case Event.Snapshot _ -> {}
      case Event.Live _ -> covered();
      case Event.Beat(var cursor) -> {
        if (cursor != null) {
          covered();
        }
      }
      case Event.Gap(_, _, var why, var count) -> gap(why, count);
      case Event.Data(var items, var cursor) -> {
        items.forEach(this::item);
        if (cursor != null) {
          covered();
        }
      }
    }
  }

  private void covered() {
    tracks.forEach(track -> track.covered = track.last);
  }

  private void gap(String why, long count) {
    counts.add(Count.GAPS, 1);
    excusable += count;
    if (why.equals("revoked")) {
      counts.add(Count.REFUSED, 1);
      fault("the right to the stream was taken away");
    }
    tracks.forEach(track -> track.gap = true);
    covered();
  }

  private void item(Item item) {
    var data = item.data();
    var device = ledger.indexOf(data.path("device").asString(""));
    if (device.isEmpty() || data.path("boot").asLong(-1) != ledger.boot() || data.has("part")) {
      return;
    }
    var entry = ledger.entry(device.getAsInt(), data.path("seq").asLong(-1));
    if (entry == null) {
      altered("%s: seq %s was never put".formatted(item.at(), data.path("seq")));
      return;
    }
    order(device.getAsInt(), entry);
    proveLater(device.getAsInt(), entry.seq(), item);
    ledger.seen(device.getAsInt(), entry.seq(), arrival(data));
  }

  private static Instant arrival(JsonNode data) {
    return Instant.parse(data.path("arrivedAt").asString());
  }

  private void order(int device, Ledger.Entry entry) {
    var track = tracks.get(device);
    var seq = entry.seq();
    if (seq <= track.start || track.received.get(seq)) {
      again(device, seq, track);
      return;
    }
    track.received.set(seq);
    counts.add(Count.DELIVERED, 1);
    latency.accept(System.nanoTime() - entry.nanos());
    if (seq < track.last) {
      counts.add(Count.REORDERED, 1);
      fault(name(device, seq) + " came after " + track.last);
      return;
    }
    if (track.gap) {
      track.excused.set(track.last + 1, seq);
      track.gap = false;
    }
    track.last = seq;
  }

  private void again(int device, int seq, Track track) {
    if (seq > track.covered && seq <= track.atOpening) {
      counts.add(Count.REMOVED, 1);
    } else {
      counts.add(Count.REPEATED, 1);
      fault(
          name(device, seq)
              + (seq <= track.start ? " was not asked for" : " came again, though covered"));
    }
  }

  /** The position and the decimals are those of the put; asked at the end, when both are known. */
  private void proveLater(int device, int seq, Item item) {
    var value = item.data().path("readings").path(0).path("temp").asString("");
    if (!value.equals(Ledger.temperature(seq).toPlainString())) {
      altered("%s: the temperature is %s".formatted(name(device, seq), value));
    }
    if (!proven(device, seq, item.at())) {
      unproven.add(() -> {
        if (!proven(device, seq, item.at())) {
          altered("%s came as %s".formatted(name(device, seq), item.at()));
        }
      });
    }
  }

  private boolean proven(int device, int seq, String at) {
    var entry = ledger.entry(device, seq);
    return entry != null && at.equals(entry.at());
  }

  private void altered(String what) {
    counts.add(Count.ALTERED, 1);
    fault(what);
  }

  private String name(int device, int seq) {
    return "%s seq %d".formatted(ledger.devices().get(device), seq);
  }

  private void fault(String what) {
    findings.accept(what);
  }

  /** Numbers of the devices up to which everything has come, or is excused, in order. */
  List<Integer> reached() {
    return tracks.stream().map(track -> track.last).toList();
  }

  /** Whether nothing up to these numbers is missing any more. */
  boolean isComplete(List<Integer> upTo) {
    return IntStream.range(0, tracks.size()).allMatch(device -> missing(device, upTo).isEmpty());
  }

  private BitSet missing(int device, List<Integer> upTo) {
    var track = tracks.get(device);
    var missing = new BitSet();
    missing.set(track.start + 1, Math.max(track.start, upTo.get(device)) + 1);
    missing.andNot(track.received);
    missing.andNot(track.excused);
    return missing;
  }

  /**
   * What was counted, once all is known: what has not come up to these numbers, and was not told,
   * is lost. A gap right at the end excuses, too; a gap excuses no more than it counts.
   */
  Counts conclude(List<Integer> upTo) {
    unproven.forEach(Runnable::run);
    unproven.clear();
    var told = 0L;
    for (var device = 0; device < tracks.size(); device++) {
      var track = tracks.get(device);
      if (track.gap) {
        track.excused.set(track.last + 1, Math.max(track.last, upTo.get(device)) + 1);
      }
      track.excused.andNot(track.received);
      told += track.excused.cardinality();
      var missing = missing(device, upTo);
      lost(device, missing, missing.cardinality());
    }
    if (told > excusable) {
      counts.add(Count.LOST, told - excusable);
      fault("%d are missing where gaps tell of %d".formatted(told, excusable));
    }
    return counts;
  }

  private void lost(int device, BitSet missing, int count) {
    if (count > 0) {
      counts.add(Count.LOST, count);
      fault(
          "%s: %d not told, from seq %d to %d"
              .formatted(
                  ledger.devices().get(device),
                  count,
                  missing.nextSetBit(0),
                  missing.length() - 1));
    }
  }

  /** The numbers that a snapshot of vitals shows, to go on from. */
  static List<Integer> shown(Ledger ledger, List<Item> snapshot) {
    var shown = new ArrayList<Integer>(ledger.devices().stream().map(_ -> 0).toList());
    for (var item : snapshot) {
      var temp = item.data().path("latest").path("temp");
      var device = ledger.indexOf(temp.path("device").asString(""));
      if (device.isPresent()) {
        var t = Instant.parse(temp.path("t").asString());
        shown.set(device.getAsInt(), ledger.seqAt(device.getAsInt(), t));
      }
    }
    return shown;
  }
}
