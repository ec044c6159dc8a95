package dev.wardstream.cli.evaluate.figures;

/** So many of so many, with Wilson's 95 % interval (J Am Stat Assoc 1927;22:209-212). */
public record Proportion(long count, long of) {
  /** The 97.5 % quantile of the normal distribution. */
  private static final double Z = 1.959963984540054;

  public Proportion {
    if (count < 0 || count > of) {
      throw new IllegalArgumentException(count + " of " + of);
    }
  }

  /** Whether there is anything to take a share of. */
  public boolean known() {
    return of > 0;
  }

  /** The share; NaN of nothing. */
  public double share() {
    return (double) count / of;
  }

  /** The lower end of the interval; NaN of nothing. */
  public double low() {
    return count == 0 && known() ? 0 : centre() - reach();
  }

  /** The upper end of the interval; NaN of nothing. */
  public double high() {
    return count == of && known() ? 1 : centre() + reach();
  }

  private double centre() {
    return (share() + Z * Z / (2 * of)) / (1 + Z * Z / of);
  }

  private double reach() {
    var variance = share() * (1 - share()) / of + Z * Z / (4.0 * of * of);
    return Z * Math.sqrt(variance) / (1 + Z * Z / of);
  }
}
