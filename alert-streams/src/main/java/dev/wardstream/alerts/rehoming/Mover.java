package dev.wardstream.alerts.rehoming;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.wardstream.alerts.association.Associations;
import dev.wardstream.alerts.association.DeviceIntervals;
import dev.wardstream.alerts.wire.UnassignedPut;
import dev.wardstream.schemas.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.BitSet;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Holds the readings of devices without a patient and moves them when there is one. A reading that
 * was moved is marked, in the transaction that moved it, and never moved again, whatever the
 * associations say later.
 *
 * <p>Runs on the stream thread that has the partition. A week of a device does not fit into one
 * transaction: what an association sets in motion is done a slice at a time, and how far it has
 * come is in a store.
 */
final class Mover implements Processor<String, DeviceInput, String, UnassignedPut> {
  /** Header of a moved part: where its put was first. */
  static final String ORIGIN = "origin";

  /** Puts looked at in one go: some tens of milliseconds of a transaction that may last 6 s. */
  static final int SLICE = 500;

  /** Repeats are recognised so long, as by the engine: decision 0006. */
  private static final Duration REPEATS = Duration.ofHours(24);

  private static final Duration PAUSE = Duration.ofMillis(100);
  private static final Duration SWEEP = Duration.ofSeconds(10);
  private static final int SWEPT = 1_000;

  private final RehomingCounts counts;
  private ProcessorContext<String, UnassignedPut> context;
  private HeldPuts held;
  private KeyValueStore<String, DeviceIntervals> devices;
  private Moves moves;
  private @Nullable Bytes swept;

  Mover(RehomingCounts counts) {
    this.counts = counts;
  }

  @Override
  public void init(ProcessorContext<String, UnassignedPut> context) {
    this.context = context;
    held = new HeldPuts(context.getStateStore(Rehoming.HELD));
    devices = context.getStateStore(Associations.DEVICES);
    moves = new Moves(context.getStateStore(Rehoming.MOVING));
    swept = null;
    context.schedule(PAUSE, PunctuationType.WALL_CLOCK_TIME, _ -> goOn());
    context.schedule(SWEEP, PunctuationType.WALL_CLOCK_TIME, this::sweep);
  }

  @Override
  public void process(Record<String, DeviceInput> record) {
    var device = record.key();
    if (device == null) {
      throw new IllegalArgumentException("readings or associations of no device");
    }
    switch (record.value()) {
      case DeviceInput.Belongs(var intervals) when intervals.isEmpty() -> moves.done(device);
      case DeviceInput.Belongs(var intervals) -> {
        slice(device, intervals, new Moves.Move(record.timestamp(), HeldPuts.first(device)));
      }
      case DeviceInput.Sent(var put) -> sent(device, put, record);
    }
  }

  private void sent(String device, UnassignedPut put, Record<String, DeviceInput> record) {
    if (!put.device().equals(device)) {
      throw new IllegalArgumentException("a put under the key of another device");
    }
    var key = HeldPuts.key(put);
    var its = hold(key, put, record);
    var move = moves.get(device);
    if (move != null) {
      moves.put(device, move.including(key)); // in its turn
    } else {
      var intervals = devices.get(device);
      if (intervals != null) {
        move(key, its, intervals, record.timestamp());
      }
    }
  }

  private HeldPut hold(Bytes key, UnassignedPut put, Record<String, DeviceInput> record) {
    var before = held.get(key);
    if (before == null) {
      var at = context.recordMetadata().orElseThrow();
      var arrival = Instant.ofEpochMilli(record.timestamp());
      var its = new HeldPut(put, arrival, at.partition(), at.offset(), new BitSet());
      held.put(key, its);
      counts.held(put.size());
      return its;
    }
    var its = before.with(put);
    int fresh = its.put().size() - before.put().size();
    counts.held(fresh);
    counts.repeated(put.size() - fresh);
    if (fresh > 0) {
      held.put(key, its);
    }
    return its;
  }

  /** Goes on with the devices whose puts are being moved. */
  private void goOn() {
    int looked = 0;
    var device = moves.any();
    while (device != null && looked < SLICE) {
      var intervals = devices.get(device);
      var move = requireNonNull(moves.get(device));
      looked += slice(device, intervals == null ? DeviceIntervals.NONE : intervals, move);
      device = moves.any();
    }
  }

  /** Moves what it finds among the next puts of the device; returns how many it looked at. */
  private int slice(String device, DeviceIntervals intervals, Moves.Move move) {
    int looked = 0;
    try (var puts = held.of(device, move.next())) {
      while (puts.hasNext()) {
        var next = puts.next();
        if (looked == SLICE) {
          moves.put(device, new Moves.Move(move.at(), next.key));
          return looked;
        }
        looked++;
        move(next.key, next.value, intervals, move.at());
      }
    }
    moves.done(device);
    return looked + 1;
  }

  private void move(Bytes key, HeldPut its, DeviceIntervals intervals, long at) {
    var parts = parts(its, intervals);
    if (parts.isEmpty()) {
      return;
    }
    long arrival = Math.max(at, its.arrival().toEpochMilli());
    var headers = new RecordHeaders();
    headers.add(ORIGIN, its.origin(Topics.VITALS_UNASSIGNED.name()).getBytes(UTF_8));
    var moved = new BitSet();
    parts.forEach((patient, chosen) -> {
      moved.or(chosen);
      context.forward(new Record<>(patient, its.put().part(chosen), arrival, headers));
    });
    held.put(key, its.moved(moved));
    counts.moved(moved.cardinality());
  }

  /** The readings that have a patient now and were not moved yet, by patient. */
  private static SortedMap<String, BitSet> parts(HeldPut its, DeviceIntervals intervals) {
    var parts = new TreeMap<String, BitSet>();
    for (int i = its.moved().nextClearBit(0); i < its.put().size(); ) {
      var patient = intervals.patientAt(its.put().time(i));
      if (patient != null) {
        parts.computeIfAbsent(patient, _ -> new BitSet()).set(i);
      }
      i = its.moved().nextClearBit(i + 1);
    }
    return parts;
  }

  /** Forgets what is too old to be moved or repeated, a stretch of the store at a time. */
  private void sweep(long now) {
    int looked = 0;
    try (var puts = held.all(swept)) {
      while (puts.hasNext()) {
        var next = puts.next();
        if (looked++ == SWEPT) {
          swept = next.key;
          return;
        }
        forgetIfOld(next, now);
      }
    }
    swept = null;
  }

  private void forgetIfOld(KeyValue<Bytes, HeldPut> entry, long now) {
    var its = entry.value;
    var kept = its.isEmpty() ? REPEATS : Topics.VITALS_UNASSIGNED.retention();
    if (now - its.arrival().toEpochMilli() > kept.toMillis()) {
      held.forget(entry.key);
      counts.expired(its.put().size() - its.moved().cardinality());
    }
  }
}
