package dev.wardstream.benchmarks;

import dev.wardstream.schemas.avro.DeviceReadings;
import dev.wardstream.schemas.avro.Measurement;
import dev.wardstream.schemas.avro.Reading;
import dev.wardstream.schemas.avro.ReadingStatus;
import dev.wardstream.schemas.avro.Vital;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

/**
 * What the devices of a measurement send: one reading of three vitals per second and bed. Twice in
 * a row per period the saturation is 79 %, which raises a HIGH alert with the second of the two;
 * sixteen seconds later it is over. The beds' periods are spread evenly.
 *
 * @param periodSeconds from one alert of a patient to the next; at least 20
 */
record Signal(int periodSeconds) {
  static final int BOOT = 1;

  /** Values of {@link #monitored}. */
  static final int MONITORED = 4;

  private static final int LOW_SECONDS = 2;
  private static final int SPREAD = 7;

  /** Place of a second within the bed's period; with {@code 1} an alert is raised. */
  private int phase(int bed, long second) {
    return (int) ((second + (long) bed * SPREAD) % periodSeconds);
  }

  /** Whether the reading of this second raises an alert; the first period is left out. */
  boolean raises(int bed, long second) {
    return second > 0 && phase(bed, second) == LOW_SECONDS - 1;
  }

  int spo2(int bed, long second) {
    return phase(bed, second) < LOW_SECONDS ? 79 : 97;
  }

  int hr(int bed, long second) {
    return 64 + (int) ((bed + second / 3) % 32);
  }

  int rr(int bed, long second) {
    return 12 + (int) ((bed + second / 5) % 8);
  }

  /** Of the oximeter, hardly ever that of the ECG. */
  int pulse(int bed, long second) {
    return hr(bed, second) + (int) (second % 3) - 1;
  }

  /** The put of a bed's second; its {@code seq} is the second + 1. */
  byte[] put(long id, int bed, long second, long timeMillis) {
    var text =
        "{\"id\":"
            + id
            + ",\"put\":{\"device\":\""
            + Beds.device(bed)
            + "\",\"boot\":"
            + BOOT
            + ",\"seq\":"
            + (second + 1)
            + ",\"readings\":[{\"t\":"
            + timeMillis
            + ",\"hr\":"
            + hr(bed, second)
            + ",\"rr\":"
            + rr(bed, second)
            + ",\"spo2\":"
            + spo2(bed, second)
            + "}]}}";
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** The same as it stands in the log. */
  DeviceReadings record(int bed, long second, long timeMillis) {
    var reading =
        new Reading(
            Instant.ofEpochMilli(timeMillis),
            List.of(
                new Measurement(Vital.HR, Integer.toString(hr(bed, second)), null),
                new Measurement(Vital.RR, Integer.toString(rr(bed, second)), null),
                new Measurement(Vital.SPO2, Integer.toString(spo2(bed, second)), null)),
            ReadingStatus.FINAL,
            null);
    return new DeviceReadings(Beds.device(bed), (long) BOOT, second + 1, List.of(reading), 0);
  }

  /** The same from a monitor that tells the pulse, too. */
  DeviceReadings monitored(int bed, long second, long timeMillis) {
    var reading =
        new Reading(
            Instant.ofEpochMilli(timeMillis),
            List.of(
                new Measurement(Vital.HR, Integer.toString(hr(bed, second)), null),
                new Measurement(Vital.PULSE, Integer.toString(pulse(bed, second)), null),
                new Measurement(Vital.RR, Integer.toString(rr(bed, second)), null),
                new Measurement(Vital.SPO2, Integer.toString(spo2(bed, second)), null)),
            ReadingStatus.FINAL,
            null);
    return new DeviceReadings(Beds.device(bed), (long) BOOT, second + 1, List.of(reading), 0);
  }
}
