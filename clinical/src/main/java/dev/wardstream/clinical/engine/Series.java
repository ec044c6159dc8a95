package dev.wardstream.clinical.engine;

import dev.wardstream.clinical.windows.Minutes;

/**
 * One vital of the patient.
 *
 * @param latest accepted value with the newest event time, W
 * @param minutes minutes that can still change; none for coded vitals
 */
record Series(LatestValue latest, Minutes minutes) {
  long newestMillis() {
    return latest.time().toEpochMilli();
  }
}
