package dev.wardstream.clinical.rules;

/** Severity of a family, lowest first. {@link #LOW_MEDIUM} occurs for NEWS2 only. */
public enum Severity {
  NONE,
  LOW,
  LOW_MEDIUM,
  MEDIUM,
  HIGH
}
