package dev.wardstream.cli.ward;

import dev.wardstream.cli.recordings.Recording;
import dev.wardstream.cli.recordings.Sample;

/**
 * One bed of a demo ward.
 *
 * @param ward ward id
 * @param label as on the door
 * @param patient patient id
 * @param name invented, and says so
 * @param device device id
 * @param recording what the device measures
 * @param shiftSeconds where in the recording it begins
 */
public record Bed(
    String ward,
    String label,
    String patient,
    String name,
    String device,
    Recording recording,
    long shiftSeconds) {

  /** What the device measures in a second since it was switched on. */
  public Sample at(long second) {
    return recording.at(second + shiftSeconds);
  }
}
