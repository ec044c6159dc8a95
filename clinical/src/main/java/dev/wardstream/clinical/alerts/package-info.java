/**
 * The life of an alert: one instance per patient and family, raised, escalated, acknowledged,
 * cleared and closed by events that are numbered per patient.
 *
 * <p>Pure functions and values; the thread that runs the patient owns the working state.
 */
@NullMarked
package dev.wardstream.clinical.alerts;

import org.jspecify.annotations.NullMarked;
