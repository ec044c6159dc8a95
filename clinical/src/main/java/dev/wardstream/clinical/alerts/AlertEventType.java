package dev.wardstream.clinical.alerts;

/** What happened to an alert. New constants are added at the end. */
public enum AlertEventType {
  RAISED,
  ESCALATED,
  DEESCALATED,
  UPDATED,
  CLEARED,
  ACKED,
  CLOSED,
  TIER_UP,
  /** The audio of the patient's alarms is paused, for a time. */
  PAUSED,
  /** The audio pause is over. */
  RESUMED,
  /** A family of the patient gives no alarm signal at all, for a time. */
  ALARM_OFF,
  /** It gives alarm signals again. */
  ALARM_ON,
  /** A client has the alert on its screen's list. */
  DELIVERED,
  /** A person had it before their eyes. */
  SEEN,
  /** A person wrote something about it. */
  COMMENTED
}
