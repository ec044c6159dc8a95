package dev.wardstream.rules.document;

import dev.wardstream.clinical.vitals.Vital;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/**
 * How fine a limit may be written. A limit finer than what it is compared with looks exact and is
 * not, so it is refused; and each limit has one text, so that {@code 39} and {@code 39.0} are the
 * same rule with the same hash.
 *
 * @param name of what is compared
 * @param least decimal places of the canonical text, at least
 * @param most decimal places that can matter
 */
record Measure(String name, int least, int most) {
  /** Quotients are rounded to three places before they meet a limit. */
  static final Measure RATIO = new Measure("the shock index", 1, 3);

  /** Of a vital that could not be read. */
  static final Measure ANY = new Measure("the value", 0, 6);

  /** A value of a vital, or the distance of two. */
  static Measure of(Vital vital) {
    return new Measure(vital.wireName(), vital.chartScale(), vital.chartScale());
  }

  /** The limit in its one text; null after a problem. */
  @Nullable BigDecimal read(Value value) {
    BigDecimal limit = value.decimal();
    if (limit == null) {
      return null;
    }
    int places = Math.max(0, limit.stripTrailingZeros().scale());
    if (places > most) {
      value.refuse(
          "%s is finer than %s, which is rounded to %s before it meets a limit"
              .formatted(limit, name, most == 0 ? "whole numbers" : most + " decimal places"),
          "write %s or %s"
              .formatted(
                  limit.setScale(most, RoundingMode.FLOOR).toPlainString(),
                  limit.setScale(most, RoundingMode.CEILING).toPlainString()));
      return null;
    }
    return limit.setScale(Math.max(least, places), RoundingMode.UNNECESSARY);
  }
}
