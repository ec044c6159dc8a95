package dev.wardstream.clinical.engine;

import dev.wardstream.clinical.vitals.Association;

/**
 * A device is associated with this patient, now or later.
 *
 * @param fromMillis inclusive start of the association in epoch milliseconds
 * @param endMillis exclusive end; {@link Long#MAX_VALUE} while it lasts
 */
record Watch(String device, Association association, long fromMillis, long endMillis) {
  static Watch of(String device, Association association) {
    var to = association.to();
    return new Watch(
        device,
        association,
        association.from().toEpochMilli(),
        to == null ? Long.MAX_VALUE : to.toEpochMilli());
  }
}
