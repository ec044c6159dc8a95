package dev.wardstream.edge.access;

/** Why a proof that was good is good no more. The names are metric labels. */
public enum Lapse {
  /** The person has signed out, here or everywhere, or has a new password. */
  SIGNED_OUT,
  /** The account may not be used, or is gone. */
  DISABLED,
  /** The device, its token or its certificate was taken back. */
  REVOKED,
  /** The principal may do other things than it says: a new token is needed. */
  RIGHTS_CHANGED
}
