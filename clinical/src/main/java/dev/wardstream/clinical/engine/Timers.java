package dev.wardstream.clinical.engine;

import dev.wardstream.clinical.alerts.AlertInstance;
import dev.wardstream.clinical.engine.Timer.Kind;
import dev.wardstream.clinical.vitals.Vital;
import dev.wardstream.clinical.windows.Minutes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Everything that happens because time passes. Timers are not kept: they follow from the state, so
 * they cannot be lost, doubled or forgotten. Each one fires by changing what set it.
 */
final class Timers {
  private final Shift shift;
  private @Nullable Timer first;

  private Timers(Shift shift) {
    this.shift = shift;
  }

  /** Fires every timer that is due at or before the instant, in order. */
  static void fire(Shift shift, long untilMillis) {
    Timer next = next(shift);
    while (next != null && next.atMillis() <= untilMillis) {
      shift.advance(next.atMillis());
      fire(shift, next);
      next = next(shift);
    }
  }

  /** The first timer that is set. */
  static @Nullable Timer next(Shift shift) {
    return new Timers(shift).find();
  }

  private @Nullable Timer find() {
    for (Watch watch : shift.watches()) {
      if (watch.endMillis() != Long.MAX_VALUE) {
        offer(Kind.ASSOCIATION_END, watch.endMillis(), watch.device());
      }
    }
    for (Map.Entry<Vital, Duration> silence : shift.rules().silence().entrySet()) {
      OptionalLong at = Silence.deadline(shift, silence.getKey(), silence.getValue());
      if (at.isPresent()) {
        offer(Kind.SIGNAL_LOST, at.getAsLong(), silence.getKey().name());
      }
    }
    for (AlertInstance alert : shift.book().alerts()) {
      OptionalLong at = Silence.escalation(shift, alert);
      if (at.isPresent()) {
        offer(Kind.LOST_ESCALATION, at.getAsLong(), alert.family());
      }
      Instant tier = shift.book().nextTierAt(alert);
      if (tier != null) {
        offer(Kind.TIER_UP, tier.toEpochMilli(), alert.family());
      }
    }
    for (Series series : shift.allSeries()) {
      OptionalLong at = series.minutes().due(series.latest().arrival().toEpochMilli());
      if (at.isPresent()) {
        offer(Kind.MINUTE, at.getAsLong(), series.latest().vital().name());
      }
    }
    return first;
  }

  private void offer(Kind kind, long deadlineMillis, String subject) {
    long at = Math.max(deadlineMillis, shift.nowMillis());
    if (first != null && at > first.atMillis()) {
      return;
    }
    Timer candidate = new Timer(at, deadlineMillis, kind, subject);
    if (first == null || candidate.before(first)) {
      first = candidate;
    }
  }

  private static void fire(Shift shift, Timer timer) {
    switch (timer.kind()) {
      case ASSOCIATION_END -> end(shift);
      case SIGNAL_LOST -> {
        Vital vital = Vital.valueOf(timer.subject());
        Duration silence = shift.rules().silence().getOrDefault(vital, Duration.ZERO);
        Silence.raise(shift, vital, silence, timer.deadlineMillis());
      }
      case LOST_ESCALATION -> Silence.escalate(shift, timer.subject());
      case TIER_UP -> {
        AlertInstance alert = shift.book().alert(timer.subject());
        if (alert != null) {
          shift.book().callNextTier(alert, shift.now());
        }
      }
      case MINUTE -> {
        Vital vital = Vital.valueOf(timer.subject());
        Series series = shift.series(vital);
        if (series != null) {
          shift.put(vital, new Series(series.latest(), series.minutes().soilNewest()));
          publish(shift, vital);
        }
      }
    }
  }

  /** Ended associations are over; with the last one the watch for silence. */
  private static void end(Shift shift) {
    List<Watch> lasting = new ArrayList<>(shift.watches());
    lasting.removeIf(watch -> watch.endMillis() <= shift.nowMillis());
    shift.watches(lasting);
    Silence.disarmUnlessAssociated(shift);
  }

  /** Publishes what is dirty of a series. */
  static void publish(Shift shift, Vital vital) {
    Series series = shift.series(vital);
    if (series == null || !series.minutes().dirty()) {
      return;
    }
    long settled = series.newestMillis() - shift.rules().timing().lateness().toMillis();
    Minutes published = series.minutes().publish(vital, settled, shift.history(), shift.windows());
    shift.put(vital, new Series(series.latest(), published));
  }
}
