package dev.wardstream.clinical.rules;

import java.time.Duration;

/**
 * Alarms that reach nobody. An annunciated alert of MEDIUM or HIGH that no client has confirmed is
 * a technical alert {@code UNDELIVERED} of MEDIUM after {@code undelivered}; when not a single
 * client has confirmed anything of this patient's alerts for {@code unwatched}, nobody is watching
 * the ward: {@code NOBODY_WATCHING}, HIGH.
 *
 * @param family {@code UNDELIVERED}
 * @param undelivered since the annunciated RAISED or ESCALATED
 * @param unwatched likewise; longer
 */
public record DeliveryRule(String family, Duration undelivered, Duration unwatched)
    implements Rule {
  /** The technical family of a ward that nobody watches. */
  public static final String NOBODY_WATCHING = "NOBODY_WATCHING";

  public DeliveryRule {
    if (!undelivered.isPositive() || unwatched.compareTo(undelivered) <= 0) {
      throw new IllegalArgumentException(family + " needs 0 < undelivered < unwatched");
    }
  }
}
