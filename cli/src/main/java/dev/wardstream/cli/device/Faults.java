package dev.wardstream.cli.device;

import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * When which fault strikes one device: at random, but the same for the same seed. Used by the
 * device's thread alone.
 */
public final class Faults {
  private static final Duration OUTAGE_MIN = Duration.ofSeconds(10);
  private static final Duration OUTAGE_SPAN = Duration.ofSeconds(30);

  private final @Nullable Random random;
  private final Duration mean;
  private @Nullable Instant next;

  private Faults(@Nullable Random random, Duration mean) {
    this.random = random;
    this.mean = mean;
  }

  /** Nothing ever goes wrong. */
  public static Faults none() {
    return new Faults(null, Duration.ZERO);
  }

  /**
   * Something goes wrong again and again.
   *
   * @param mean average time between two faults
   */
  public static Faults seeded(long seed, Duration mean) {
    return new Faults(new Random(seed), mean);
  }

  /** The fault that strikes now; null almost always. */
  @Nullable Fault strike(Instant now) {
    if (random == null) {
      return null;
    }
    if (next == null) {
      next = now.plus(pause(random));
      return null;
    }
    if (now.isBefore(next)) {
      return null;
    }
    next = now.plus(pause(random));
    return Fault.values()[random.nextInt(Fault.values().length)];
  }

  /** How long a device stays cut off, in time of its patients. */
  Duration outage() {
    var part = random == null ? 0 : random.nextDouble();
    return OUTAGE_MIN.plusMillis((long) (OUTAGE_SPAN.toMillis() * part));
  }

  private Duration pause(Random random) {
    return Duration.ofMillis((long) (mean.toMillis() * random.nextExponential()));
  }
}
