package dev.wardstream.clinical.engine;

import dev.wardstream.clinical.history.Position;
import dev.wardstream.clinical.scores.Component;
import dev.wardstream.clinical.vitals.Vital;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What the scores of a patient are computed from: the newest value of each component, the instant
 * of the newest evaluation, and how long it has been better. Owned by the patient's thread.
 */
@SuppressWarnings("EnumOrdinal")
final class Scores {
  static final int COMPONENTS = Component.values().length;
  static final long NONE = Long.MIN_VALUE;

  final long[] times = new long[COMPONENTS];
  final long[] values = new long[COMPONENTS];
  final @Nullable Position[] positions = new Position[COMPONENTS];

  /** τ of the newest evaluation. */
  long tau = NONE;

  /** The newest evaluation had all components. */
  boolean complete;

  final Better news2 = new Better();
  final Better qsofa = new Better();

  Scores() {
    Arrays.fill(times, NONE);
  }

  /**
   * A stretch of consecutive evaluations that were all lower than the alert.
   *
   * <p>Its level is the highest among them.
   */
  static final class Better {
    long since = NONE;
    int level;

    void forget() {
      since = NONE;
      level = 0;
    }

    /** One more lower evaluation; whether the hold is over. */
    boolean lower(long tau, int its, long holdMillis) {
      if (since == NONE) {
        since = tau;
        level = its;
      } else {
        level = Math.max(level, its);
      }
      return tau - since >= holdMillis;
    }
  }

  /** The vital of a component; the pulse comes from the heart rate first. */
  static Vital vital(Component component) {
    return switch (component) {
      case RR -> Vital.RR;
      case SPO2 -> Vital.SPO2;
      case O2 -> Vital.O2;
      case SBP -> Vital.SBP;
      case PULSE -> Vital.HR;
      case ACVPU -> Vital.ACVPU;
      case TEMP -> Vital.TEMP;
    };
  }

  /** The component a vital feeds, or -1. */
  static int component(Vital vital) {
    return switch (vital) {
      case RR -> Component.RR.ordinal();
      case SPO2 -> Component.SPO2.ordinal();
      case O2 -> Component.O2.ordinal();
      case SBP -> Component.SBP.ordinal();
      case HR, PULSE -> Component.PULSE.ordinal();
      case ACVPU -> Component.ACVPU.ordinal();
      case TEMP -> Component.TEMP.ordinal();
      case DBP, MAP, O2_FLOW, FIO2 -> -1;
    };
  }

  void put(int component, long time, long value, @Nullable Position at) {
    times[component] = time;
    values[component] = value;
    positions[component] = at;
  }

  boolean valid(int component, long at, long validityMillis) {
    long time = times[component];
    return time != NONE && at - time < validityMillis;
  }

  /** The next instant at which a component valid at τ ceases to be; MAX_VALUE: none. */
  long nextExpiry(Plan.ScorePlan plan) {
    long next = Long.MAX_VALUE;
    for (int i = 0; i < COMPONENTS; i++) {
      if (valid(i, tau, plan.validity(i))) {
        next = Math.min(next, times[i] + plan.validity(i));
      }
    }
    return next;
  }
}
