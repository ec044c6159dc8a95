/**
 * Who is measured by what, turned round: associations are kept per device, but each patient's watch
 * needs to hear of the devices that concern the patient.
 *
 * <p>Runs on stream threads, one partition of devices at a time.
 */
@NullMarked
package dev.wardstream.alerts.association;

import org.jspecify.annotations.NullMarked;
