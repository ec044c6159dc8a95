package dev.wardstream.clinical.alerts;

/** What happened to an alert. */
public enum AlertEventType {
  RAISED,
  ESCALATED,
  DEESCALATED,
  UPDATED,
  CLEARED,
  ACKED,
  CLOSED,
  TIER_UP
}
