package dev.wardstream.clinical.engine;

import dev.wardstream.clinical.vitals.Association;

/** A device is associated with this patient, now or later. */
record Watch(String device, Association association) {
  /** Exclusive end in epoch milliseconds; {@link Long#MAX_VALUE} while it lasts. */
  long endMillis() {
    var to = association.to();
    return to == null ? Long.MAX_VALUE : to.toEpochMilli();
  }
}
