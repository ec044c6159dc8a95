package dev.wardstream.edge.access;

/** What a principal is to the hospital. Tokens carry the lower-case name in {@code roles}. */
public enum Role {
  DEVICE,
  GATEWAY,
  PATIENT,
  NURSE,
  DOCTOR,
  AGENT,
  ANALYST,
  OPERATOR
}
