package dev.wardstream.cli.device;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * When which fault strikes one device: at random, but the same for the same seed. Used by the
 * device's thread alone.
 */
public final class Faults {
  private static final List<Fault> KINDS = List.of(Fault.values());
  private static final Duration OUTAGE_MIN = Duration.ofSeconds(10);
  private static final Duration OUTAGE_SPAN = Duration.ofSeconds(30);

  private final @Nullable Random random;
  private final Duration mean;
  private final double speed;
  private @Nullable Instant next;

  private Faults(@Nullable Random random, Duration mean, double speed) {
    this.random = random;
    this.mean = mean;
    this.speed = speed;
  }

  /** Nothing ever goes wrong. */
  public static Faults none() {
    return new Faults(null, Duration.ZERO, 1);
  }

  /**
   * Something goes wrong again and again.
   *
   * @param mean average time between two faults, in the patient's time
   * @param speed how much faster than the wall clock the patient's time runs
   */
  public static Faults seeded(long seed, Duration mean, double speed) {
    return new Faults(new Random(seed), mean, speed);
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
    return KINDS.get(random.nextInt(KINDS.size()));
  }

  /** How long a device stays cut off. */
  Duration outage() {
    var part = random == null ? 0 : random.nextDouble();
    return wall(OUTAGE_MIN.toMillis() + OUTAGE_SPAN.toMillis() * part);
  }

  private Duration pause(Random random) {
    return wall(mean.toMillis() * random.nextExponential());
  }

  private Duration wall(double patientMillis) {
    return Duration.ofMillis((long) (patientMillis / speed));
  }
}
