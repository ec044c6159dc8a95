package dev.wardstream.cli.ward;

import dev.wardstream.schemas.avro.AssociationInterval;
import dev.wardstream.schemas.avro.DeviceAssociations;
import dev.wardstream.schemas.avro.Vital;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * When a demo device was worn: the newest intervals, in order, of which the last may still be open.
 *
 * @param intervals not overlapping
 */
record Wearing(List<AssociationInterval> intervals) {
  private static final List<Vital> EXPECTED = List.of(Vital.HR, Vital.RR, Vital.SPO2);

  /** A demo is restarted often; who needs a longer history does not use the demo. */
  private static final int KEPT = 16;

  Wearing {
    var surplus = Math.max(0, intervals.size() - KEPT);
    intervals = List.copyOf(intervals.subList(surplus, intervals.size()));
  }

  static Wearing of(@Nullable DeviceAssociations known) {
    return new Wearing(known == null ? List.of() : known.getIntervals());
  }

  /**
   * Worn by the patient of a bed from a moment on; nothing changes when a device is worn already.
   */
  Wearing putOn(Bed bed, Instant since) {
    if (isWorn()) {
      return this;
    }
    var end = intervals.isEmpty() ? null : intervals.getLast().getTo();
    var from = end == null || end.isBefore(since) ? since : end;
    return with(intervals, interval(bed.patient(), from, null));
  }

  /** Not worn from a moment on. */
  Wearing takeOff(Instant now) {
    if (!isWorn()) {
      return this;
    }
    var last = intervals.getLast();
    var to = now.isAfter(last.getFrom()) ? now : last.getFrom().plusMillis(1);
    var before = intervals.subList(0, intervals.size() - 1);
    return with(before, interval(last.getPatient(), last.getFrom(), to));
  }

  private boolean isWorn() {
    return !intervals.isEmpty() && intervals.getLast().getTo() == null;
  }

  DeviceAssociations toAvro() {
    return DeviceAssociations.newBuilder().setIntervals(intervals).build();
  }

  private static Wearing with(List<AssociationInterval> before, AssociationInterval last) {
    var intervals = new ArrayList<>(before);
    intervals.add(last);
    return new Wearing(intervals);
  }

  private static AssociationInterval interval(String patient, Instant from, @Nullable Instant to) {
    return AssociationInterval.newBuilder()
        .setPatient(patient)
        .setFrom(from)
        .setTo(to)
        .setExpects(EXPECTED)
        .build();
  }
}
