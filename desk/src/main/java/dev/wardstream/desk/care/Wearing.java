package dev.wardstream.desk.care;

import dev.wardstream.schemas.avro.AssociationInterval;
import dev.wardstream.schemas.avro.DeviceAssociations;
import dev.wardstream.schemas.avro.Vital;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * When a device was worn, and by whom: the newest intervals, in order, of which the last may still
 * be open.
 *
 * @param intervals not overlapping
 */
public record Wearing(List<AssociationInterval> intervals) {
  /** More would make the record of a device that changes hands every hour too large to read. */
  static final int KEPT = 256;

  public Wearing {
    var surplus = Math.max(0, intervals.size() - KEPT);
    intervals = List.copyOf(intervals.subList(surplus, intervals.size()));
  }

  /** What is known of a device. */
  public static Wearing of(@Nullable DeviceAssociations known) {
    return new Wearing(known == null ? List.of() : known.getIntervals());
  }

  /**
   * Worn by a patient from a moment on, but not before the last one took it off; nothing changes
   * when it is worn already.
   *
   * @param expects vitals whose silence is an alert
   */
  public Wearing putOn(String patient, Instant since, List<Vital> expects) {
    if (worn() != null) {
      return this;
    }
    var free = freeSince();
    var from = free == null || free.isBefore(since) ? since : free;
    return with(intervals, interval(patient, from, null, expects));
  }

  /** Not worn from a moment on. */
  public Wearing takeOff(Instant now) {
    var last = worn();
    if (last == null) {
      return this;
    }
    var to = now.isAfter(last.getFrom()) ? now : last.getFrom().plusMillis(1);
    var before = intervals.subList(0, intervals.size() - 1);
    return with(before, interval(last.getPatient(), last.getFrom(), to, last.getExpects()));
  }

  /** The interval that is open; null when nobody wears it. */
  public @Nullable AssociationInterval worn() {
    return intervals.isEmpty() || intervals.getLast().getTo() != null ? null : intervals.getLast();
  }

  /** When it was taken off last; null when it is worn, or never was. */
  @Nullable Instant freeSince() {
    return intervals.isEmpty() ? null : intervals.getLast().getTo();
  }

  /** As it is kept. */
  public DeviceAssociations toAvro() {
    return DeviceAssociations.newBuilder().setIntervals(intervals).build();
  }

  private static Wearing with(List<AssociationInterval> before, AssociationInterval last) {
    var intervals = new ArrayList<>(before);
    intervals.add(last);
    return new Wearing(intervals);
  }

  private static AssociationInterval interval(
      String patient, Instant from, @Nullable Instant to, List<Vital> expects) {
    return AssociationInterval.newBuilder()
        .setPatient(patient)
        .setFrom(from)
        .setTo(to)
        .setExpects(expects)
        .build();
  }
}
