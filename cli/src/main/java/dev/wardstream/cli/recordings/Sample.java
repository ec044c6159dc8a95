package dev.wardstream.cli.recordings;

import org.jspecify.annotations.Nullable;

/**
 * What a monitor showed in one second, as the decimal text of the file. A zero stays a zero: it may
 * be apnoea.
 *
 * @param hr heart rate from the ECG, /min; null where the monitor had no value, as for all fields
 * @param pulse pulse rate from the oximeter, /min
 * @param rr respiration from impedance, /min
 * @param spo2 oxygen saturation, %
 */
public record Sample(
    @Nullable String hr, @Nullable String pulse, @Nullable String rr, @Nullable String spo2) {

  /**
   * Reads one row: {@code Time [s], HR, PULSE, RESP, SpO2}. The time itself is not used: it counts
   * seconds from {@code 0}, {@code -0} or {@code -1}, so that the row number says the same.
   */
  static Sample parse(String row) {
    var cells = row.split(",", -1);
    if (cells.length != 5) {
      throw new IllegalArgumentException("not a row of five columns: " + row);
    }
    return new Sample(value(cells[1]), value(cells[2]), value(cells[3]), value(cells[4]));
  }

  private static @Nullable String value(String cell) {
    var text = cell.strip();
    return text.isEmpty() || text.equals("NaN") ? null : text;
  }
}
