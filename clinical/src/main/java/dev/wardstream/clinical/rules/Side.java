package dev.wardstream.clinical.rules;

import java.math.BigDecimal;

/** On which side of its limit a value is dangerous. Limits are strict, clearing is inclusive. */
public enum Side {
  /** Dangerous below: violates when {@code x < limit}, clears when {@code x >= limit}. */
  LOW("< ", ">= "),
  /** Dangerous above: violates when {@code x > limit}, clears when {@code x <= limit}. */
  HIGH("> ", "<= ");

  private final String violation;
  private final String relief;

  Side(String violation, String relief) {
    this.violation = violation;
    this.relief = relief;
  }

  /** Whether the display-rounded value violates the limit. */
  public boolean violates(BigDecimal value, BigDecimal limit) {
    int order = value.compareTo(limit);
    return this == LOW ? order < 0 : order > 0;
  }

  /** Whether the display-rounded value satisfies the clearing limit. */
  public boolean clears(BigDecimal value, BigDecimal limit) {
    int order = value.compareTo(limit);
    return this == LOW ? order >= 0 : order <= 0;
  }

  /** How far the value lies beyond the other in the dangerous direction; negative when better. */
  public BigDecimal worseBy(BigDecimal value, BigDecimal than) {
    return this == LOW ? than.subtract(value) : value.subtract(than);
  }

  /** The violated limit as text, as in {@code < 90}. */
  public String violationText(BigDecimal limit) {
    return violation + limit.toPlainString();
  }

  /** The clearing limit as text, as in {@code >= 92}. */
  public String reliefText(BigDecimal limit) {
    return relief + limit.toPlainString();
  }
}
