package dev.wardstream.clinical.alerts;

/**
 * What changes how an alert is shown, without changing the alert.
 *
 * @param suppressed the alarm of its family is off: recorded, no alarm signal
 * @param audioPaused the patient's audio is paused, and this alarm did not become HIGH since
 * @param stale the signal of its vital is lost: nobody knows whether it still holds
 */
public record Marks(boolean suppressed, boolean audioPaused, boolean stale) {
  /** Nothing. */
  public static final Marks NONE = new Marks(false, false, false);
}
