package dev.wardstream.alerts.wire;

import dev.wardstream.schemas.avro.DeviceReadings;
import dev.wardstream.schemas.avro.Reading;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;

/**
 * A put, or what of it had no patient: readings as the device sent them, verbatim. Immutable; other
 * packages see when its readings were measured, not what.
 */
public final class UnassignedPut {
  private final DeviceReadings put;

  UnassignedPut(DeviceReadings put) {
    this.put = put;
  }

  /** Who measured. */
  public String device() {
    return put.getDevice();
  }

  /** Restart counter of the device. */
  public long boot() {
    return put.getBoot();
  }

  /** Put counter within the boot. */
  public long seq() {
    return put.getSeq();
  }

  /** Number of readings. */
  public int size() {
    return put.getReadings().size();
  }

  /** When the reading was measured. */
  public Instant time(int index) {
    return put.getReadings().get(index).getT();
  }

  /** This put, then the readings of its repeat that are not among its own. */
  public UnassignedPut with(UnassignedPut repeat) {
    var known = new HashSet<>(put.getReadings());
    var readings = new ArrayList<>(put.getReadings());
    for (var reading : repeat.put.getReadings()) {
      if (known.add(reading)) {
        readings.add(reading);
      }
    }
    return readings.size() == size() ? this : of(readings, put.getPart());
  }

  /** The chosen readings alone, as a part of its own; at least one is chosen. */
  public UnassignedPut part(BitSet chosen) {
    var readings = chosen.stream().mapToObj(put.getReadings()::get).toList();
    return of(readings, 1 + chosen.nextSetBit(0));
  }

  private UnassignedPut of(List<Reading> readings, int part) {
    return new UnassignedPut(
        new DeviceReadings(put.getDevice(), put.getBoot(), put.getSeq(), readings, part));
  }

  DeviceReadings avro() {
    return put;
  }
}
