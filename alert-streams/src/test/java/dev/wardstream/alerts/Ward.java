package dev.wardstream.alerts;

import dev.wardstream.clinical.alerts.AlertInstance;
import dev.wardstream.schemas.avro.ActionKind;
import dev.wardstream.schemas.avro.AlertAction;
import dev.wardstream.schemas.avro.DeviceReadings;
import dev.wardstream.schemas.avro.Measurement;
import dev.wardstream.schemas.avro.Reading;
import dev.wardstream.schemas.avro.ReadingStatus;
import dev.wardstream.schemas.avro.Vital;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Seeded patients whose values wander, devices that repeat, keep back and misdate, and people who
 * now and then do something about it. One thread.
 */
final class Ward {
  private static final int PATIENTS = 5;

  private final Twins twins;
  private final Random random;
  private final Map<Long, Instant> arrivals = new HashMap<>();
  private final List<Bed> beds = new ArrayList<>();
  private Instant now;
  private long offset;

  /** A patient with a monitor. */
  private final class Bed {
    private final String patient;
    private final String device;
    private final List<Reading> keptBack = new ArrayList<>();
    private @Nullable DeviceReadings last;
    private long seq;
    private int spo2 = 96;
    private int hr = 80;
    private int rr = 16;
    private int offlineSeconds;

    private Bed(int number) {
      patient = "patient-" + number;
      device = "mon-" + number;
      twins.associate(device, Given.measures(patient, now, Vital.SPO2, Vital.HR, Vital.RR), now);
    }

    private void second() {
      wander();
      var reading = reading(now, ReadingStatus.FINAL, null);
      if (offlineSeconds > 0) {
        offlineSeconds--;
        if (random.nextInt(3) > 0) {
          keptBack.add(reading);
        }
        return;
      }
      if (random.nextInt(150) == 0) {
        offlineSeconds = random.nextInt(200);
      }
      keptBack.add(reading);
      send(keptBack);
      keptBack.clear();
      mischief();
    }

    /** Towards where a patient of this mood would be. */
    private void wander() {
      boolean ill = (now.getEpochSecond() / 120 + patient.hashCode()) % 3 == 0;
      spo2 = clamp(spo2 + random.nextInt(3) - 1 + (ill ? -1 : 1), 70, 98);
      hr = clamp(hr + random.nextInt(7) - 3 + (ill ? 2 : -2), 60, 170);
      rr = clamp(rr + random.nextInt(3) - 1 + (ill ? 1 : -1), 14, 38);
    }

    private Reading reading(Instant at, ReadingStatus status, @Nullable String set) {
      var values = new ArrayList<Measurement>();
      values.add(value(Vital.HR, hr));
      values.add(value(Vital.RR, rr));
      values.add(value(Vital.SPO2, spo2));
      if (set != null || random.nextInt(40) == 0) {
        values.add(value(Vital.SBP, clamp(180 - hr, 75, 125)));
        values.add(value(Vital.TEMP, 37));
      }
      if (set != null) {
        values.add(new Measurement(Vital.ACVPU, "A", null));
        values.add(new Measurement(Vital.O2, "false", null));
      }
      return new Reading(at, values, status, set);
    }

    private Measurement value(Vital vital, int number) {
      return new Measurement(vital, Integer.toString(number), null);
    }

    private void send(List<Reading> readings) {
      last = new DeviceReadings(device, 1L, ++seq, List.copyOf(readings), 0);
      arrive(last);
    }

    private void arrive(DeviceReadings put) {
      arrivals.put(offset++, now);
      twins.read(patient, put, now);
    }

    private void mischief() {
      switch (random.nextInt(80)) {
        case 0 -> arrive(java.util.Objects.requireNonNull(last));
        case 1 -> send(List.of(reading(now.plusSeconds(365L * 86_400), ReadingStatus.FINAL, null)));
        case 2 -> send(List.of(reading(now, ReadingStatus.CORRECTED, null)));
        case 3 -> send(List.of(reading(now, ReadingStatus.ENTERED_IN_ERROR, null)));
        case 4 -> send(List.of(reading(now.plusMillis(300), ReadingStatus.FINAL, "set-" + seq)));
        case 5 -> impossible();
        default -> {}
      }
    }

    private void impossible() {
      var values = List.of(new Measurement(Vital.SPO2, "127", null));
      for (int i = 0; i < 3; i++) {
        send(List.of(new Reading(now.plusMillis(400 + i), values, ReadingStatus.FINAL, null)));
      }
    }

    private void act() {
      var open = List.copyOf(twins.oracle.patient(patient).alerts());
      if (open.isEmpty()) {
        return;
      }
      var alert = open.get(random.nextInt(open.size()));
      switch (random.nextInt(6)) {
        case 0, 1 -> about(alert, ActionKind.ACK);
        case 2 -> about(alert, ActionKind.DELIVERED);
        case 3 -> about(alert, ActionKind.SEEN);
        case 4 -> patient(ActionKind.PAUSE, null);
        default -> patient(ActionKind.ALARM_OFF, alert.family());
      }
    }

    private void about(AlertInstance alert, ActionKind kind) {
      var id = alert.alertId().toString();
      twins.act(patient, new AlertAction(id, kind, "nurse", now, null, null, null, null), now);
    }

    private void patient(ActionKind kind, @Nullable String family) {
      var until = now.plusSeconds(30 + random.nextInt(60));
      twins.act(patient, new AlertAction("", kind, "nurse", now, "why", until, family, null), now);
    }

    /** Is well again, and is taken off the monitor. */
    private void recover() {
      spo2 = 97;
      hr = 80 + random.nextInt(2);
      rr = 16;
      offlineSeconds = 0;
      boolean charted = now.getEpochSecond() % 60 == 0;
      send(List.of(reading(now, ReadingStatus.FINAL, charted ? "set-" + seq : null)));
    }

    private void leave() {
      for (var alert : List.copyOf(twins.oracle.patient(patient).alerts())) {
        about(alert, ActionKind.ACK);
      }
      twins.associate(
          device, Given.measured(patient, Instant.EPOCH, now, Vital.SPO2, Vital.HR), now);
    }
  }

  Ward(Twins twins, long seed, Instant start) {
    this.twins = twins;
    random = new Random(seed);
    now = start;
    for (int number = 0; number < PATIENTS; number++) {
      beds.add(new Bed(number));
    }
  }

  private static int clamp(int value, int least, int most) {
    return Math.clamp(value, least, most);
  }

  void run(int seconds) {
    for (int second = 0; second < seconds; second++) {
      now = now.plusSeconds(1);
      beds.forEach(Bed::second);
      if (random.nextInt(10) == 0) {
        beds.get(random.nextInt(PATIENTS)).act();
      }
      if (random.nextInt(3) == 0) {
        twins.pass(now);
      }
    }
  }

  /** Everybody is well for ten minutes; then the ward closes. */
  void recover() {
    for (int second = 0; second < 660; second++) {
      now = now.plusSeconds(1);
      beds.forEach(Bed::recover);
    }
    twins.pass(now);
    beds.forEach(Bed::leave);
    twins.pass(now.plusSeconds(1));
  }

  /** When each put arrived, by its offset. */
  Map<Long, Instant> arrivals() {
    return arrivals;
  }
}
